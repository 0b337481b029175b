/** Finding chains on disk, inside one root, for every migration tool. */
@NullMarked
package io.migrationgate.core.reader;

import org.jspecify.annotations.NullMarked;
