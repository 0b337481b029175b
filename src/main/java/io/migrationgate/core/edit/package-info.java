/** Changes to the files of a chain: planned, shown, and applied as a whole or not at all. */
@NullMarked
package io.migrationgate.core.edit;

import org.jspecify.annotations.NullMarked;
