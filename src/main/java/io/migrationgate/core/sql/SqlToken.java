package io.migrationgate.core.sql;

/**
 * One token of a statement.
 *
 * @param text as it is written; of a dollar-quoted string what stands between its tags
 * @param line counted from 1
 */
public record SqlToken(Kind kind, String text, int line) {

  /** What a token is. */
  public enum Kind {
    /** A keyword, a name without quotes, or a parameter. */
    WORD,
    NUMBER,
    STRING,
    /** A name in quotes of any dialect. */
    QUOTED_NAME,
    /** PostgreSQL's {@code $tag$ ... $tag$}, which holds the bodies of functions. */
    DOLLAR_STRING,
    OPERATOR
  }

  /** Whether this is a word that is spelled so, in any case. */
  public boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  public boolean isOperator(char operator) {
    return kind == Kind.OPERATOR && text.charAt(0) == operator;
  }

  /** Whether this can be the name of a table or a column. */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }
}
