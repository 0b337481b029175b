package io.migrationgate.core.lint;

import io.migrationgate.core.sql.SqlStatement;
import java.util.List;

/**
 * SQL that a migration runs.
 *
 * @param line where it is handed over
 */
record SqlText(List<SqlStatement> statements, int line) {
  SqlText {
    statements = List.copyOf(statements);
  }
}
