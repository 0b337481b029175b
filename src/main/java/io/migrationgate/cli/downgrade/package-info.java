/** The formats of {@code downgrade-steps}. */
@NullMarked
package io.migrationgate.cli.downgrade;

import org.jspecify.annotations.NullMarked;
