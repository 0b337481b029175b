package io.migrationgate.core.reader;

import java.util.List;

/** Knows one migration tool's files. */
public interface MigrationReader {

  /**
   * The chains that the files of this folder configure.
   *
   * @param top where the search began: no configuration is looked for above it
   */
  List<ChainSource> configuredIn(FileTree tree, Folder folder, String top);

  /** The chains that this folder is itself, by its layout, without a configuration. */
  List<ChainSource> laidOutIn(FileTree tree, Folder folder, String top);

  /** The chain that this folder's files make, when a person has named it as one. */
  List<ChainSource> filesIn(FileTree tree, Folder folder);

  /** The chains of a configuration file that a person has named; empty if it is none. */
  List<ChainSource> configuredBy(FileTree tree, String file);
}
