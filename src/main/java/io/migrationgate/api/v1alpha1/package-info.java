/**
 * The public API in Kubernetes: {@code crds/migrationgates.migrationgate.io.yaml} in Java.
 *
 * <p>The schema is written by hand and is what counts; a test holds these records against it. What
 * the schema gives a default has it here too, since objects may be older than the default; and what
 * a newer schema has is passed over, since while versions change an operator reads newer objects.
 */
@NullMarked
package io.migrationgate.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
