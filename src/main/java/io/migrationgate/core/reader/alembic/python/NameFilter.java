package io.migrationgate.core.reader.alembic.python;

import java.util.Arrays;

/**
 * A set of names that may hold more than was put in, and needs no name as a {@code String}: it sees
 * the names in every function body.
 */
final class NameFilter {

  private static final int BITS = 10;

  private boolean empty = true;
  private final long[] words = new long[1 << BITS - 6];

  /** Adds a name by its {@linkplain #hash hash}. */
  void add(long hash) {
    int bit = bit(hash);
    words[bit >> 6] |= 1L << bit;
    empty = false;
  }

  void addAll(NameFilter other) {
    if (other.empty) {
      return;
    }
    empty = false;
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  void clear() {
    if (!empty) {
      Arrays.fill(words, 0);
      empty = true;
    }
  }

  boolean mayContain(String name) {
    int bit = bit(hash(name));
    return (words[bit >> 6] & 1L << bit) != 0;
  }

  /** Of the name's length and its last eight characters, which the lexer has at hand. */
  static long hash(long lastCharacters, int length) {
    return (lastCharacters + length) * 0x9E3779B97F4A7C15L;
  }

  static long hash(String name) {
    long last = 0;
    for (int i = 0; i < name.length(); i++) {
      last = last << 8 | name.charAt(i) & 0xFF;
    }
    return hash(last, name.length());
  }

  private static int bit(long hash) {
    return (int) (hash >>> Long.SIZE - BITS);
  }
}
