/** The operator as a process: how it begins, what it says, how it ends. */
@NullMarked
package io.migrationgate.operator.process;

import org.jspecify.annotations.NullMarked;
