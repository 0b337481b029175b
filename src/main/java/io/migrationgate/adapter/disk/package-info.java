/** Writing to the files of this machine. */
@NullMarked
package io.migrationgate.adapter.disk;

import org.jspecify.annotations.NullMarked;
