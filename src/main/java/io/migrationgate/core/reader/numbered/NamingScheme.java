package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.reader.Tool;

/** How the files of a chain are named. */
interface NamingScheme {

  Tool tool();

  NumberedName read(String fileName);

  /** Whether folders in the folder belong to the chain. */
  boolean isRecursive();

  /** Whether a number that is left out is worth a word. */
  boolean counts();
}
