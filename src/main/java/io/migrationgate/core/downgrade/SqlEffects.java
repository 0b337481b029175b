package io.migrationgate.core.downgrade;

import io.migrationgate.core.sql.SqlStatement;
import io.migrationgate.core.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What SQL does to a database: what is not known for certain cannot be told. */
final class SqlEffects {

  private static final Set<String> DDL =
      Set.of(
          "CREATE",
          "ALTER",
          "DROP",
          "TRUNCATE",
          "RENAME",
          "COMMENT",
          "GRANT",
          "REVOKE",
          "REINDEX",
          "VACUUM",
          "CLUSTER",
          "REFRESH",
          "REASSIGN",
          "SECURITY",
          "IMPORT");

  private static final Set<String> DATA =
      Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "COPY", "VALUES");

  private static final Set<String> NOTHING =
      Set.of(
          "SET",
          "RESET",
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "SAVEPOINT",
          "RELEASE",
          "SHOW",
          "USE",
          "ANALYZE",
          "NULL");

  /** Functions that change nothing but data. */
  private static final Set<String> PLAIN_FUNCTIONS =
      Set.of(
          "count",
          "min",
          "max",
          "sum",
          "avg",
          "coalesce",
          "nullif",
          "lower",
          "upper",
          "trim",
          "now",
          "length",
          "cast",
          "concat",
          "setval",
          "nextval",
          "currval",
          "pg_get_serial_sequence",
          "row_number",
          "over",
          "in",
          "exists",
          "any",
          "all",
          "values",
          "and",
          "or",
          "not",
          "as",
          "from",
          "where",
          "on",
          "select",
          "union",
          "by",
          "when",
          "then",
          "else",
          "greatest",
          "least",
          "with",
          "using",
          "materialized");

  private SqlEffects() {}

  static List<Evidence> of(String text, int line) {
    List<Evidence> found = new ArrayList<>();
    for (SqlStatement statement : SqlStatement.in(text)) {
      Mark mark = mark(statement);
      if (mark.escalates() || !NOTHING.contains(statement.verb()) && !isBlock(statement)) {
        found.add(new Evidence(mark, firstWords(statement), line == 0 ? statement.line() : line));
      }
    }
    return found;
  }

  private static Mark mark(SqlStatement statement) {
    String verb = statement.verb();
    if (DDL.contains(verb)) {
      return Mark.DDL;
    }
    if (DATA.contains(verb) || NOTHING.contains(verb)) {
      return Mark.NO_DDL;
    }
    if (verb.equals("SELECT") || verb.equals("WITH")) {
      return question(statement);
    }
    // The statements in it are judged one by one.
    return isBlock(statement) ? Mark.NO_DDL : Mark.UNTELLABLE;
  }

  private static boolean isBlock(SqlStatement statement) {
    return statement.verb().equals("DO")
        && statement.tokens().stream()
            .anyMatch(token -> token.kind() == SqlToken.Kind.DOLLAR_STRING);
  }

  /** A question may make a table, or call what makes one. */
  private static Mark question(SqlStatement statement) {
    List<SqlToken> tokens = statement.tokens();
    boolean inserts = false;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      inserts |= token.isWord("insert") || token.isWord("merge");
      if (token.isWord("into") && !inserts) {
        return Mark.DDL;
      }
      boolean called = i + 1 < tokens.size() && tokens.get(i + 1).isOperator('(');
      if (called && !inserts && isUnknownFunction(token)) {
        return Mark.UNTELLABLE;
      }
    }
    return Mark.NO_DDL;
  }

  private static boolean isUnknownFunction(SqlToken token) {
    return token.isName() && !PLAIN_FUNCTIONS.contains(token.text().toLowerCase(Locale.ROOT));
  }

  private static String firstWords(SqlStatement statement) {
    String verb = statement.verb();
    if (verb.isEmpty()) {
      return "SQL that is put together when it runs";
    }
    StringBuilder words = new StringBuilder(verb);
    for (int i = 1; i < Math.min(3, statement.tokens().size()); i++) {
      SqlToken token = statement.tokens().get(i);
      if (!token.isName()) {
        break;
      }
      words.append(' ').append(token.text());
    }
    return words.toString();
  }
}
