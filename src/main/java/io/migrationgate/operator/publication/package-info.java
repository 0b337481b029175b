/** Tells the cluster what gates' pods amount to, and lets go those that may. */
@NullMarked
package io.migrationgate.operator.publication;

import org.jspecify.annotations.NullMarked;
