package io.migrationgate.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tokens of one statement, without the semicolon; at least one. */
public record SqlStatement(List<SqlToken> tokens) {

  public SqlStatement {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a statement has at least one token");
    }
  }

  /**
   * The statements that run when this text does: those in the body of a {@code DO} block too, but
   * not those in the body of a function.
   */
  public static List<SqlStatement> in(String text) {
    List<SqlStatement> statements = new ArrayList<>();
    for (SqlStatement statement : new SqlLexer(text, 1).statements()) {
      statements.add(statement);
      if (statement.tokens().getFirst().isWord("do")) {
        addBodies(statement, statements);
      }
    }
    return statements;
  }

  private static void addBodies(SqlStatement block, List<SqlStatement> statements) {
    for (SqlToken token : block.tokens()) {
      if (token.kind() == SqlToken.Kind.DOLLAR_STRING) {
        for (SqlStatement inner : new SqlLexer(token.text(), token.line()).statements()) {
          statements.add(inner.withoutBegin());
        }
      }
    }
  }

  /** In a block no semicolon parts {@code BEGIN} from the first statement. */
  private SqlStatement withoutBegin() {
    for (int i = 0; i < tokens.size() - 1; i++) {
      if (tokens.get(i).isWord("begin")) {
        return new SqlStatement(tokens.subList(i + 1, tokens.size()));
      }
    }
    return this;
  }

  public int line() {
    return tokens.getFirst().line();
  }

  /** The first word in capitals; empty where the statement starts with something else. */
  public String verb() {
    SqlToken first = tokens.getFirst();
    return first.kind() == SqlToken.Kind.WORD ? first.text().toUpperCase(Locale.ROOT) : "";
  }

  /** Whether the words from here on are these. */
  public boolean hasWordsAt(int index, String... words) {
    if (index < 0 || index + words.length > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!tokens.get(index + i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }
}
