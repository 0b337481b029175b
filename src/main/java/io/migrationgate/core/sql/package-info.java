/** Enough of SQL to tell statements, strings and comments apart in every common dialect. */
@NullMarked
package io.migrationgate.core.sql;

import org.jspecify.annotations.NullMarked;
