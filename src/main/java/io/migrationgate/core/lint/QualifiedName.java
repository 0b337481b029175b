package io.migrationgate.core.lint;

import io.migrationgate.core.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A name with its dots.
 *
 * @param written as it stands in the statement
 * @param last its last part, as it stands there
 * @param end the index of the token behind it
 */
record QualifiedName(String written, String last, int end) {

  static Optional<QualifiedName> at(List<SqlToken> tokens, int index) {
    if (index >= tokens.size() || !tokens.get(index).isName()) {
      return Optional.empty();
    }
    StringBuilder written = new StringBuilder(tokens.get(index).text());
    int last = index;
    while (last + 2 < tokens.size()
        && tokens.get(last + 1).isOperator('.')
        && tokens.get(last + 2).isName()) {
      last += 2;
      written.append('.').append(tokens.get(last).text());
    }
    return Optional.of(new QualifiedName(written.toString(), tokens.get(last).text(), last + 1));
  }

  /** The last part as tables are compared: without quotes, in small letters. */
  String plain() {
    boolean quoted = last.length() > 1 && !Character.isLetterOrDigit(last.charAt(0));
    String name =
        quoted && last.charAt(0) != '_' && last.charAt(0) != '{'
            ? last.substring(1, last.length() - 1)
            : last;
    return name.toLowerCase(Locale.ROOT);
  }
}
