package io.migrationgate.core.reader.alembic.python;

/** The kinds of token that Python's grammar is written in. */
enum Token {
  NAME,
  KEYWORD,
  NUMBER,
  STRING,
  /** The prefix and opening quote of an f-string or t-string. */
  FORMAT_START,
  /** Literal text in one, or in the format of one of its fields. */
  FORMAT_TEXT,
  /** The closing quote. */
  FORMAT_END,
  OPERATOR,
  NEWLINE,
  INDENT,
  DEDENT,
  END
}
