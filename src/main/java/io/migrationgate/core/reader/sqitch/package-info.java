/** sqitch's configuration, plans and scripts. */
@NullMarked
package io.migrationgate.core.reader.sqitch;

import org.jspecify.annotations.NullMarked;
