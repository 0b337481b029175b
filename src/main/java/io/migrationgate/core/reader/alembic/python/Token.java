package io.migrationgate.core.reader.alembic.python;

/** The kinds of token that Python's grammar is written in. */
enum Token {
  NAME,
  KEYWORD,
  NUMBER,
  STRING,
  OPERATOR,
  NEWLINE,
  INDENT,
  DEDENT,
  END
}
