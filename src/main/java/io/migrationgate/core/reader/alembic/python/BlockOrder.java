package io.migrationgate.core.reader.alembic.python;

import java.util.Arrays;

/** Which blocks are open, and so which statements may stand there. */
final class BlockOrder {

  // What a statement is inside of.

  static final int FUNCTION = 1;
  static final int ASYNC = 2;
  static final int LOOP = 4;
  static final int MATCH = 8;

  /** The statement before, where it decides about the next. */
  enum Previous {
    OTHER,
    DECORATOR,
    IF,
    LOOP,
    TRY,
    EXCEPT,
    EXCEPT_ALL,
    TRY_ELSE
  }

  private int[] inside = new int[8];
  private Previous[] previous = new Previous[8];
  private int level;

  /** What the block under the last header will be inside of. */
  private int insideNext;

  BlockOrder() {
    previous[0] = Previous.OTHER;
  }

  /** What the statements of this block are inside of. */
  int inside() {
    return inside[level];
  }

  Previous previous() {
    return previous[level];
  }

  void previous(Previous statement) {
    previous[level] = statement;
  }

  void insideNext(int block) {
    insideNext = block;
  }

  void open() {
    level++;
    if (level == inside.length) {
      inside = Arrays.copyOf(inside, level * 2);
      previous = Arrays.copyOf(previous, level * 2);
    }
    inside[level] = insideNext;
    previous[level] = Previous.OTHER;
  }

  void close(int line) throws PythonSyntaxException {
    refuseIncomplete(line);
    level--;
  }

  /** Refuses a {@code try} without handlers and a decorator without definition. */
  void refuseIncomplete(int line) throws PythonSyntaxException {
    switch (previous[level]) {
      case TRY -> throw PythonSyntaxException.certain(line, "follows a `try` that nothing handles");
      case DECORATOR ->
          throw PythonSyntaxException.certain(line, "follows a decorator that decorates nothing");
      case OTHER, IF, LOOP, EXCEPT, EXCEPT_ALL, TRY_ELSE -> {}
    }
  }
}
