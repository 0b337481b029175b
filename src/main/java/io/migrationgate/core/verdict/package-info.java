/** From a chain and a policy to a verdict that a person can act on. */
@NullMarked
package io.migrationgate.core.verdict;

import org.jspecify.annotations.NullMarked;
