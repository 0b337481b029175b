package io.migrationgate.core.reader.alembic.python;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's reserved words; soft ones like {@code match} are names. */
enum Keyword {
  FALSE("False"),
  NONE("None"),
  TRUE("True"),
  AND,
  AS,
  ASSERT,
  ASYNC,
  AWAIT,
  BREAK,
  CLASS,
  CONTINUE,
  DEF,
  DEL,
  ELIF,
  ELSE,
  EXCEPT,
  FINALLY,
  FOR,
  FROM,
  GLOBAL,
  IF,
  IMPORT,
  IN,
  IS,
  LAMBDA,
  NONLOCAL,
  NOT,
  OR,
  PASS,
  RAISE,
  RETURN,
  TRY,
  WHILE,
  WITH,
  YIELD;

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

  Keyword() {
    this.packed = pack(name().toLowerCase(Locale.ROOT));
  }

  Keyword(String spelling) {
    this.packed = pack(spelling);
  }

  /** The word's bytes, the first in the highest place. */
  long packed() {
    return packed;
  }

  /** Finds a word by its {@linkplain #pack bytes}; no keyword has more than eight. */
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

  /** The bytes of a word of at most eight letters, the first in the highest place. */
  static long pack(String word) {
    long packed = 0;
    for (int i = 0; i < word.length(); i++) {
      packed = packed << 8 | word.charAt(i);
    }
    return packed;
  }
}
