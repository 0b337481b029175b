/** What Prometheus is told, all of it by names that begin with {@code migrationgate_}. */
@NullMarked
package io.migrationgate.operator.metrics;

import org.jspecify.annotations.NullMarked;
