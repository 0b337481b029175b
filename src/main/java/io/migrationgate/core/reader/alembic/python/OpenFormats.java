package io.migrationgate.core.reader.alembic.python;

import java.util.Arrays;

/** The f-strings that are open at one place, one inside a field of the other (PEP 701). */
final class OpenFormats {

  /** Python's own limits. */
  private static final int MAX_STRINGS = 150;

  private static final int MAX_FIELDS = 3;

  private byte[] quotes = new byte[4];
  private boolean[] triples = new boolean[4];
  private boolean[] raws = new boolean[4];
  private int[] depths = new int[4];
  private int[] lines = new int[4];
  private int[] fields = new int[4];
  private int count;

  /**
   * Opens a string.
   *
   * @param depth how many brackets are open around it
   */
  void push(byte quote, boolean triple, boolean raw, int depth, int line)
      throws PythonSyntaxException {
    if (count == MAX_STRINGS) {
      throw PythonSyntaxException.certain(line, "nests f-strings too deeply");
    }
    if (count == quotes.length) {
      quotes = Arrays.copyOf(quotes, count * 2);
      triples = Arrays.copyOf(triples, count * 2);
      raws = Arrays.copyOf(raws, count * 2);
      depths = Arrays.copyOf(depths, count * 2);
      lines = Arrays.copyOf(lines, count * 2);
      fields = Arrays.copyOf(fields, count * 2);
    }
    quotes[count] = quote;
    triples[count] = triple;
    raws[count] = raw;
    depths[count] = depth;
    lines[count] = line;
    fields[count] = 0;
    count++;
  }

  void pop() {
    count--;
  }

  int count() {
    return count;
  }

  byte quote() {
    return quotes[count - 1];
  }

  boolean triple() {
    return triples[count - 1];
  }

  boolean raw() {
    return raws[count - 1];
  }

  /** The line on which the innermost string begins. */
  int line() {
    return lines[count - 1];
  }

  /** Whether text at this depth of brackets is the format of a field, not of the string itself. */
  boolean inField(int depth) {
    return depth > depths[count - 1];
  }

  void openField(int line) throws PythonSyntaxException {
    if (fields[count - 1]++ == MAX_FIELDS) {
      throw PythonSyntaxException.certain(line, "nests the fields of an f-string too deeply");
    }
  }

  void closeField() {
    fields[count - 1]--;
  }
}
