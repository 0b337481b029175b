/** What releases of a gate stand, and how they change. */
@NullMarked
package io.migrationgate.cli.release;

import org.jspecify.annotations.NullMarked;
