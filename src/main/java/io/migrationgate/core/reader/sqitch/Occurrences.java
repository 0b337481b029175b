package io.migrationgate.core.reader.sqitch;

/**
 * Where a character comes next, asked from the end of a line to its beginning: no part is searched
 * twice, so that a long line costs no more than its length.
 */
final class Occurrences {

  private final String text;
  private final char wanted;
  private int searchedFrom;
  private int found = -1;

  Occurrences(String text, char wanted) {
    this.text = text;
    this.wanted = wanted;
    this.searchedFrom = text.length();
  }

  /** The first place at or behind this one, or -1. */
  int atOrAfter(int from) {
    if (from > searchedFrom) {
      return text.indexOf(wanted, from);
    }
    int nearer = text.indexOf(wanted, from, searchedFrom);
    if (nearer >= 0) {
      found = nearer;
    }
    searchedFrom = from;
    return found;
  }
}
