package io.migrationgate.core.reader.alembic.python;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's reserved words; soft ones like {@code match} are names. */
enum Keyword {
  FALSE("False", Role.OPERAND),
  NONE("None", Role.OPERAND),
  TRUE("True", Role.OPERAND),
  AND(Role.OPERATOR),
  AS(Role.OPERATOR),
  ASSERT(Role.STATEMENT),
  ASYNC(Role.COMPOUND),
  AWAIT(Role.PREFIX),
  BREAK(Role.STATEMENT),
  CLASS(Role.COMPOUND),
  CONTINUE(Role.STATEMENT),
  DEF(Role.COMPOUND),
  DEL(Role.STATEMENT),
  ELIF(Role.COMPOUND),
  ELSE(Role.INNER),
  EXCEPT(Role.COMPOUND),
  FINALLY(Role.COMPOUND),
  FOR(Role.INNER),
  FROM(Role.INNER),
  GLOBAL(Role.STATEMENT),
  IF(Role.INNER),
  IMPORT(Role.INNER),
  IN(Role.OPERATOR),
  IS(Role.OPERATOR),
  LAMBDA(Role.PREFIX),
  NONLOCAL(Role.STATEMENT),
  NOT(Role.INNER),
  OR(Role.OPERATOR),
  PASS(Role.STATEMENT),
  RAISE(Role.STATEMENT),
  RETURN(Role.STATEMENT),
  TRY(Role.COMPOUND),
  WHILE(Role.COMPOUND),
  WITH(Role.COMPOUND),
  YIELD(Role.PREFIX);

  /** Where a word may stand, as far as a look at its neighbours can tell. */
  enum Role {
    /** A value. */
    OPERAND,
    /** Between two values. */
    OPERATOR,
    /** Before a value, at the start of an expression. */
    PREFIX,
    /** Both between values and at the start of something. */
    INNER,
    /** Only at the start of a simple statement. */
    STATEMENT,
    /** Only at the start of a compound statement. */
    COMPOUND
  }

  private static final int TABLE_BITS = 8;
  private static final @Nullable Keyword[] TABLE = new @Nullable Keyword[1 << TABLE_BITS];

  static {
    for (Keyword keyword : values()) {
      int slot = slot(keyword.packed);
      while (TABLE[slot] != null) {
        slot = slot + 1 & TABLE.length - 1;
      }
      TABLE[slot] = keyword;
    }
  }

  private final long packed;
  private final Role role;

  Keyword(Role role) {
    this.packed = pack(name().toLowerCase(Locale.ROOT));
    this.role = role;
  }

  Keyword(String spelling, Role role) {
    this.packed = pack(spelling);
    this.role = role;
  }

  Role role() {
    return role;
  }

  /** Finds a word by its bytes, the first in the highest place; no keyword has more than eight. */
  static @Nullable Keyword of(long packed) {
    int slot = slot(packed);
    Keyword found = TABLE[slot];
    while (found != null && found.packed != packed) {
      slot = slot + 1 & TABLE.length - 1;
      found = TABLE[slot];
    }
    return found;
  }

  private static int slot(long packed) {
    return (int) (packed * 0x9E3779B97F4A7C15L >>> Long.SIZE - TABLE_BITS);
  }

  private static long pack(String word) {
    long packed = 0;
    for (int i = 0; i < word.length(); i++) {
      packed = packed << 8 | word.charAt(i);
    }
    return packed;
  }
}
