package io.migrationgate.core.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes SQL apart. Where dialects differ it follows the standard and PostgreSQL: a backslash is a
 * plain character except in {@code E'...'}, block comments nest.
 *
 * <p>What is open at the end of the text ends there: judging syntax is the database's work.
 */
final class SqlLexer {

  /**
   * Longer than any field of a template; keeps a text of braces from being read again and again.
   */
  private static final int MAX_FIELD = 256;

  private final String text;
  private int at;
  private int line;
  private final List<SqlStatement> statements = new ArrayList<>();
  private List<SqlToken> tokens = new ArrayList<>();

  SqlLexer(String text, int firstLine) {
    this.text = text;
    this.line = firstLine;
  }

  List<SqlStatement> statements() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        passTo(at + 1);
      } else if (c == '-' && follows('-') || isHashComment(c)) {
        passTo(endOfLine());
      } else if (c == '/' && follows('*')) {
        passTo(endOfBlockComment());
      } else if (c == ';') {
        passTo(at + 1);
        endStatement();
      } else {
        token(c);
      }
    }
    endStatement();
    return statements;
  }

  private void endStatement() {
    if (tokens.isEmpty()) {
      return;
    }
    SqlStatement statement = new SqlStatement(tokens);
    statements.add(statement);
    tokens = new ArrayList<>();
    boolean dataFollows =
        statement.verb().equals("COPY")
            && statement.tokens().stream().anyMatch(token -> token.isWord("stdin"));
    if (dataFollows) {
      // Rows as pg_dump writes them, up to a line with nothing but `\.`.
      int end = text.indexOf("\n\\.", at);
      passTo(end < 0 ? text.length() : end + 3);
    }
  }

  private void token(char c) {
    int from = at;
    switch (c) {
      case '\'' -> add(SqlToken.Kind.STRING, from, endOfQuoted('\'', false));
      case '"', '`' -> add(SqlToken.Kind.QUOTED_NAME, from, endOfQuoted(c, false));
      case '$' -> dollar(from);
      case '{' -> braces(from);
      default -> {
        if (isWordPart(c)) {
          word(from);
        } else if (c == ':' && at + 1 < text.length() && isWordPart(text.charAt(at + 1))) {
          at++;
          word(from);
        } else {
          add(SqlToken.Kind.OPERATOR, from, from + 1);
        }
      }
    }
  }

  private void word(int from) {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    boolean prefix = end == from + 1 && end < text.length() && text.charAt(end) == '\'';
    if (prefix && "eEnNbBxX".indexOf(text.charAt(from)) >= 0) {
      at = end;
      boolean escapes = (text.charAt(from) | 0x20) == 'e';
      add(SqlToken.Kind.STRING, from, endOfQuoted('\'', escapes));
      return;
    }
    boolean number = text.charAt(from) >= '0' && text.charAt(from) <= '9';
    add(number ? SqlToken.Kind.NUMBER : SqlToken.Kind.WORD, from, end);
  }

  /** {@code $1}, or a string between {@code $tag$} and its like. */
  private void dollar(int from) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '$' && isWordPart(text.charAt(end))) {
      end++;
    }
    boolean digit = end > at + 1 && Character.isDigit(text.charAt(at + 1));
    if (digit || end >= text.length() || text.charAt(end) != '$') {
      add(SqlToken.Kind.WORD, from, end);
      return;
    }
    String tag = text.substring(from, end + 1);
    int close = text.indexOf(tag, end + 1);
    int bodyEnd = close < 0 ? text.length() : close;
    tokens.add(new SqlToken(SqlToken.Kind.DOLLAR_STRING, text.substring(end + 1, bodyEnd), line));
    passTo(close < 0 ? text.length() : close + tag.length());
  }

  /** The field of a template that will be replaced by something: most often a name. */
  private void braces(int from) {
    int end = from + 1;
    int limit = Math.min(text.length(), from + MAX_FIELD);
    while (end < limit && text.charAt(end) != '}' && text.charAt(end) != '\n') {
      end++;
    }
    boolean field = end < limit && text.charAt(end) == '}';
    add(field ? SqlToken.Kind.WORD : SqlToken.Kind.OPERATOR, from, field ? end + 1 : from + 1);
  }

  private void add(SqlToken.Kind kind, int from, int end) {
    tokens.add(new SqlToken(kind, text.substring(from, end), line));
    passTo(end);
  }

  private void passTo(int end) {
    for (int i = at; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    at = end;
  }

  private boolean follows(char next) {
    return at + 1 < text.length() && text.charAt(at + 1) == next;
  }

  /** MySQL's comment; elsewhere `#` only stands between operands, never first on a line. */
  private boolean isHashComment(char c) {
    if (c != '#' || follows('>')) {
      return false;
    }
    int before = at - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || text.charAt(before) == '\n';
  }

  private int endOfLine() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int endOfBlockComment() {
    int open = 0;
    int i = at;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        open++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        i += 2;
        if (--open == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return text.length();
  }

  /** Behind the closing quote, which stands for itself where it is doubled. */
  private int endOfQuoted(char quote, boolean escapes) {
    int i = at + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (escapes && c == '\\') {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return text.length();
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
