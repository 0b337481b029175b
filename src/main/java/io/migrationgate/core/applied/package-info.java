/** How far a database has come along a chain, and whether a pod may start on it. */
@NullMarked
package io.migrationgate.core.applied;

import org.jspecify.annotations.NullMarked;
