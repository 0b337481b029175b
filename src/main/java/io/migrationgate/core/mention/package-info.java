/** Places outside a chain where its ids stand. */
@NullMarked
package io.migrationgate.core.mention;

import org.jspecify.annotations.NullMarked;
