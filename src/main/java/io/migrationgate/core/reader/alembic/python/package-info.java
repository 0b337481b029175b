/** As much of Python as it takes to know the constants of a module without running it. */
@NullMarked
package io.migrationgate.core.reader.alembic.python;

import org.jspecify.annotations.NullMarked;
