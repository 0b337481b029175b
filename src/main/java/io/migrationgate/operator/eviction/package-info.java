/** Held pods that keep their StatefulSet from the template that would mend it. */
@NullMarked
package io.migrationgate.operator.eviction;

import org.jspecify.annotations.NullMarked;
