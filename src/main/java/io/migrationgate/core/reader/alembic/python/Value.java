package io.migrationgate.core.reader.alembic.python;

import java.util.List;

/** What a module-level expression is known to be. */
public sealed interface Value {

  /** A {@code str}. */
  record Text(String value) implements Value {}

  /** An {@code int} small enough to reckon with. */
  record Whole(long value) implements Value {}

  record Truth(boolean value) implements Value {}

  /** Python's {@code None}. */
  record Nothing() implements Value {}

  /**
   * A tuple, list, set or dictionary; of a dictionary the keys, which is what iterating gives. Of a
   * tuple or list some items may be undecided while the others are known.
   */
  record Items(Kind kind, List<Value> items) implements Value {
    public enum Kind {
      TUPLE,
      LIST,
      SET,
      DICTIONARY
    }

    public Items {
      items = List.copyOf(items);
    }
  }

  /** A constant of a type that nothing here needs to know more of, such as {@code bytes}. */
  record OtherConstant(String type) implements Value {}

  /** Only running the module could tell. */
  record Undecided(int line, String reason) implements Value {}
}
