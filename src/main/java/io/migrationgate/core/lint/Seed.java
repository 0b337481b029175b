package io.migrationgate.core.lint;

import io.migrationgate.core.sql.SqlStatement;
import io.migrationgate.core.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An insert that does nothing where the row is there already.
 *
 * @param table as it is written
 * @param columns as they are written; empty where the statement names none
 * @param plainValues for each column, whether the first row gives it a number, a truth or NULL
 * @param key the columns whose conflict is ignored; empty where any is
 * @param line within the text that was read
 */
record Seed(
    QualifiedName table,
    Optional<String> alias,
    List<String> columns,
    List<Boolean> plainValues,
    List<String> key,
    Form form,
    int line) {

  /** The ways to say it. */
  enum Form {
    ON_CONFLICT("ON CONFLICT DO NOTHING"),
    INSERT_IGNORE("INSERT IGNORE"),
    INSERT_OR_IGNORE("INSERT OR IGNORE");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Seed {
    columns = List.copyOf(columns);
    plainValues = List.copyOf(plainValues);
    key = List.copyOf(key);
  }

  static Optional<Seed> in(SqlStatement statement) {
    return new SeedReader(statement).read();
  }

  /** Whether every column is part of what makes the conflict, so that there is no gap to fill. */
  boolean isNothingButKey() {
    return !columns.isEmpty() && key.containsAll(columns);
  }

  /** The form that fills gaps and never overwrites. */
  String replacement() {
    boolean mysql = form == Form.INSERT_IGNORE;
    String owner = mysql ? "" : alias.orElse(table.last()) + ".";
    List<String> assignments = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!key.contains(columns.get(i))) {
        boolean plain = i < plainValues.size() && plainValues.get(i);
        assignments.add(assignment(columns.get(i), owner, plain, mysql));
      }
    }
    if (assignments.isEmpty()) {
      assignments.add(assignment("x", owner, false, mysql));
    }
    String insert =
        "INSERT INTO "
            + table.written()
            + alias.map(name -> " AS " + name).orElse("")
            + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")")
            + " VALUES (...) ";
    return insert
        + (mysql
            ? "ON DUPLICATE KEY UPDATE "
            : "ON CONFLICT ("
                + (key.isEmpty() ? "the key" : String.join(", ", key))
                + ") DO UPDATE SET ")
        + String.join(", ", assignments);
  }

  /** Only texts can be empty; to compare a number with {@code ''} would be an error. */
  private static String assignment(String column, String owner, boolean plain, boolean mysql) {
    String old = owner + column;
    return column
        + " = COALESCE("
        + (plain ? old : "NULLIF(" + old + ", '')")
        + ", "
        + (mysql ? "VALUES(" + column + ")" : "EXCLUDED." + column)
        + ")";
  }

  static boolean isPlainValue(SqlToken first) {
    return first.kind() == SqlToken.Kind.NUMBER
        || first.isWord("true")
        || first.isWord("false")
        || first.isWord("null")
        || first.isOperator('-');
  }
}
