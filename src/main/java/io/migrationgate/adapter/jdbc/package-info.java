/** Databases, by way of JDBC; a driver is loaded when its database is asked for. */
@NullMarked
package io.migrationgate.adapter.jdbc;

import org.jspecify.annotations.NullMarked;
