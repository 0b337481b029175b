/** The command line: one class a command. picocli is used here and nowhere else. */
@NullMarked
package io.migrationgate.cli;

import org.jspecify.annotations.NullMarked;
