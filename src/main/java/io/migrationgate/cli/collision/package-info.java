/** Brings the open branches together, and writes down how they collide. */
@NullMarked
package io.migrationgate.cli.collision;

import org.jspecify.annotations.NullMarked;
