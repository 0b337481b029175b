/** The one loop: a gate's pods are observed, judged, and what they amount to is published. */
@NullMarked
package io.migrationgate.operator.reconciliation;

import org.jspecify.annotations.NullMarked;
