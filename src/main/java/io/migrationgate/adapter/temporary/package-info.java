/** Files that are nowhere on disk, put there for as long as they are read. */
@NullMarked
package io.migrationgate.adapter.temporary;

import org.jspecify.annotations.NullMarked;
