/** Whether the operator can do its work, for whoever asks by HTTP. */
@NullMarked
package io.migrationgate.operator.health;

import org.jspecify.annotations.NullMarked;
