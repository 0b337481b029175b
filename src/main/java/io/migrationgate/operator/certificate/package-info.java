/**
 * The certificate that the webhook serves: made and renewed by the operator itself, or by something
 * else that mounts it.
 */
@NullMarked
package io.migrationgate.operator.certificate;

import org.jspecify.annotations.NullMarked;
