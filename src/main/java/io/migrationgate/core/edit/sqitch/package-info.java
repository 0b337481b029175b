/** Changes to sqitch's plans. */
@NullMarked
package io.migrationgate.core.edit.sqitch;

import org.jspecify.annotations.NullMarked;
