/** The init containers: {@code check} says whether the pod may start, {@code hold} waits until. */
@NullMarked
package io.migrationgate.gate;

import org.jspecify.annotations.NullMarked;
