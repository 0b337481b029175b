/**
 * What the gate in a pod has to say, as the kubelet carries it: written by the gate, read by hold
 * and by the operator.
 */
@NullMarked
package io.migrationgate.core.message;

import org.jspecify.annotations.NullMarked;
