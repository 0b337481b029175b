package io.migrationgate.core.lint;

import io.migrationgate.core.sql.SqlStatement;
import io.migrationgate.core.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for an insert in a statement, which may stand behind a {@code WITH}. */
final class SeedReader {

  private final SqlStatement statement;
  private final List<SqlToken> tokens;
  private int at;

  SeedReader(SqlStatement statement) {
    this.statement = statement;
    this.tokens = statement.tokens();
  }

  Optional<Seed> read() {
    int insert = indexOf(0, "insert");
    if (insert < 0) {
      return Optional.empty();
    }
    at = insert + 1;
    Optional<Seed.Form> form = ignoreForm();
    if (!word("into") && form.isEmpty()) {
      return Optional.empty();
    }
    Optional<QualifiedName> table = QualifiedName.at(tokens, at);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    at = table.get().end();
    Optional<String> alias = alias();
    List<String> columns = isOperator('(') ? names() : List.of();
    int conflict = indexOf(at, "conflict");
    if (form.isEmpty()) {
      form = ignoredConflict(conflict);
    }
    List<Boolean> plainValues = plainValues();
    return form.map(
        found ->
            new Seed(
                table.get(),
                alias,
                columns,
                plainValues,
                conflict < 0 ? List.of() : target(conflict),
                found,
                tokens.get(insert).line()));
  }

  /** MySQL's and SQLite's own words between INSERT and INTO. */
  private Optional<Seed.Form> ignoreForm() {
    // These change when it runs, not what it does.
    boolean modified;
    do {
      modified = word("low_priority") || word("high_priority") || word("delayed");
    } while (modified);
    if (word("ignore")) {
      return Optional.of(Seed.Form.INSERT_IGNORE);
    }
    if (statement.hasWordsAt(at, "or", "ignore")) {
      at += 2;
      return Optional.of(Seed.Form.INSERT_OR_IGNORE);
    }
    return Optional.empty();
  }

  private Optional<Seed.Form> ignoredConflict(int conflict) {
    int action = conflict < 0 ? -1 : indexOf(conflict, "do");
    return action >= 0
            && statement.hasWordsAt(conflict - 1, "on")
            && statement.hasWordsAt(action, "do", "nothing")
        ? Optional.of(Seed.Form.ON_CONFLICT)
        : Optional.empty();
  }

  private Optional<String> alias() {
    if (!word("as")) {
      return Optional.empty();
    }
    Optional<QualifiedName> alias = QualifiedName.at(tokens, at);
    alias.ifPresent(name -> at = name.end());
    return alias.map(QualifiedName::written);
  }

  /** The columns between brackets; of an expression among them nothing can be said. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    at++;
    while (at < tokens.size() && !isOperator(')')) {
      if (tokens.get(at).isName()) {
        names.add(tokens.get(at).text());
      } else if (!isOperator(',')) {
        return List.of();
      }
      at++;
    }
    at++;
    return names;
  }

  private List<String> target(int conflict) {
    at = conflict + 1;
    return isOperator('(') ? names() : List.of();
  }

  private List<Boolean> plainValues() {
    List<Boolean> plain = new ArrayList<>();
    int values = indexOf(at, "values");
    int depth = 0;
    boolean first = true;
    for (int i = values + 1; values >= 0 && i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isOperator('(')) {
        depth++;
        if (depth == 1) {
          continue;
        }
      } else if (token.isOperator(')') && --depth == 0) {
        break;
      } else if (token.isOperator(',') && depth == 1) {
        first = true;
        continue;
      }
      if (first) {
        plain.add(Seed.isPlainValue(token));
        first = false;
      }
    }
    return plain;
  }

  /** The first such word outside all brackets. */
  private int indexOf(int from, String word) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isOperator('(')) {
        depth++;
      } else if (token.isOperator(')')) {
        depth--;
      } else if (depth == 0 && token.isWord(word)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isOperator(char operator) {
    return at < tokens.size() && tokens.get(at).isOperator(operator);
  }

  private boolean word(String word) {
    boolean there = statement.hasWordsAt(at, word);
    at += there ? 1 : 0;
    return there;
  }
}
