/**
 * The webhook: the gate's containers for pods that ask for them by their label.
 *
 * <p>Pods are trees of maps, lists and scalars here, as they came: what nobody here knows is what
 * nobody here changes.
 */
@NullMarked
package io.migrationgate.operator.admission;

import org.jspecify.annotations.NullMarked;
