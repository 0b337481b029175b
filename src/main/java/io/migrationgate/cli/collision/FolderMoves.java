package io.migrationgate.cli.collision;

import io.migrationgate.port.RepositoryException;
import java.util.Optional;

/** What the base has moved. */
@FunctionalInterface
public interface FolderMoves {

  /** The folder of a chain that holds now what was beside this file; empty where nothing was. */
  Optional<String> nowAt(String path) throws RepositoryException;
}
