package io.migrationgate.core.lint;

import io.migrationgate.core.sql.SqlStatement;
import io.migrationgate.core.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table that a statement is certain to make: one that did not exist before. */
final class CreatedTable {

  private CreatedTable() {}

  /** Its name without schema and quotes, in small letters. */
  static Optional<String> of(SqlStatement statement) {
    List<SqlToken> tokens = statement.tokens();
    int table = 1;
    while (table < tokens.size() && isModifier(tokens.get(table))) {
      table++;
    }
    if (!statement.verb().equals("CREATE")
        || !statement.hasWordsAt(table, "table")
        || statement.hasWordsAt(table + 1, "if", "not", "exists")) {
      return Optional.empty();
    }
    return QualifiedName.at(tokens, table + 1).map(QualifiedName::plain);
  }

  private static boolean isModifier(SqlToken token) {
    String word = token.text().toLowerCase(Locale.ROOT);
    return word.equals("global")
        || word.equals("local")
        || word.equals("temporary")
        || word.equals("temp")
        || word.equals("unlogged");
  }
}
