package io.migrationgate.core.reader;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place where a chain was found, before it is read. */
public interface ChainSource {

  /** A name that is stable as long as the project's layout is; not always unique. */
  String name();

  /** What tells this chain from another of the same name. */
  String qualifier();

  /** The folders that the chain's files are in, links resolved. */
  List<String> locations();

  /** All folders that belong to the chain, links resolved: none of them is a chain of its own. */
  List<String> claims();

  MigrationChain read();

  /** What can change this chain; empty where nothing can. */
  default Optional<ChainEditor> editor() {
    return Optional.empty();
  }

  /** Of each revision the script that takes it back, where the tool has scripts for that. */
  default Map<RevisionId, String> revertScripts() {
    return Map.of();
  }

  /**
   * Reads the chain as another tree has it, with the settings that this one was found with. There
   * its folders have the same paths, links resolved; those that are absent hold nothing. It may
   * hold a part of the chain alone, so nothing is said of what only the whole shows.
   */
  MigrationChain readFrom(FileTree other);
}
