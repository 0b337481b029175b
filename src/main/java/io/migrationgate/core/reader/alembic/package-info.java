/** Alembic's configuration and revision files, read without running Python. */
@NullMarked
package io.migrationgate.core.reader.alembic;

import org.jspecify.annotations.NullMarked;
