/** The operator: what becomes of gates and their pods in a cluster. */
@NullMarked
package io.migrationgate.operator;

import org.jspecify.annotations.NullMarked;
