/** The way back: which revisions a downgrade takes back, and what each of these steps does. */
@NullMarked
package io.migrationgate.core.downgrade;

import org.jspecify.annotations.NullMarked;
