/** What branches that are not merged yet would do to each other's migrations. */
@NullMarked
package io.migrationgate.core.collision;

import org.jspecify.annotations.NullMarked;
