/** Which of several processes looks after the gates. */
@NullMarked
package io.migrationgate.operator.leadership;

import org.jspecify.annotations.NullMarked;
