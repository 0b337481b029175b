/** Graphs as pictures made of text. */
@NullMarked
package io.migrationgate.cli.drawing;

import org.jspecify.annotations.NullMarked;
