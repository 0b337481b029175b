/**
 * The gate's containers in a pod: what is written there, and how it is taken out again.
 *
 * <p>Manifests are plain maps, lists and scalars here, so that a file of YAML and a request to a
 * webhook get the same from one piece of code.
 */
@NullMarked
package io.migrationgate.core.injection;

import org.jspecify.annotations.NullMarked;
