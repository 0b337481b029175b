/** Changes to Alembic's chains. */
@NullMarked
package io.migrationgate.core.edit.alembic;

import org.jspecify.annotations.NullMarked;
