/** What works and is asking for trouble: one small class a rule. */
@NullMarked
package io.migrationgate.core.lint;

import org.jspecify.annotations.NullMarked;
