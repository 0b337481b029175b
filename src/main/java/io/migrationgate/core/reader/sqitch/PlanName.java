package io.migrationgate.core.reader.sqitch;

/** The rule for the names of changes, tags and projects. */
final class PlanName {

  /** As many hexadecimal digits as a SHA-1 has. */
  static final int ID_LENGTH = 40;

  private PlanName() {}

  /**
   * The end of the longest run that could belong to a name; a shorter part of it may be the name.
   *
   * @return {@code from} if no name begins there
   */
  static int run(String text, int from) {
    if (from >= text.length() || PlanCharacters.isPunctuation(text.charAt(from))) {
      return from;
    }
    int at = from;
    while (at < text.length()
        && isAllowed(text.charAt(at))
        && !isSymbolicReference(text, at, text.length())) {
      at++;
    }
    return at;
  }

  /** Whether a name may end here, with at least one character before. */
  static boolean mayEnd(String text, int end) {
    return !PlanCharacters.isPunctuation(text.charAt(end - 1))
        && PlanCharacters.isWordBoundary(text, end);
  }

  /** Whether this stretch is a name from its first character to its last. */
  static boolean isWhole(String text, int from, int to) {
    return to > from && run(text, from) >= to && mayEnd(text, to);
  }

  static boolean isWhole(String text) {
    return isWhole(text, 0, text.length());
  }

  /** What is wrong with a name, as the end of a sentence that begins with the name. */
  static String fault(String name) {
    char first = name.charAt(0);
    char last = name.charAt(name.length() - 1);
    if (PlanCharacters.isPunctuation(first)) {
      return "begins with " + first + ", and names may not begin with punctuation";
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isAllowed(name.charAt(i))) {
        return "contains "
            + (PlanCharacters.isBlank(name.charAt(i)) ? "a blank" : name.charAt(i))
            + ", which names may not";
      }
      if (isSymbolicReference(name, i, name.length())) {
        return "ends in "
            + name.substring(i)
            + ", which could be taken for a position relative to another change";
      }
    }
    return PlanCharacters.isPunctuation(last)
        ? "ends in " + last + ", and names may not end in punctuation"
        : "ends in a character that belongs to no word";
  }

  static boolean isReserved(String name) {
    return name.equals("HEAD") || name.equals("ROOT");
  }

  static boolean couldBeId(String name) {
    return name.length() >= ID_LENGTH && isHexadecimal(name, 0, ID_LENGTH);
  }

  static boolean isHexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!PlanCharacters.isHexadecimal(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return !PlanCharacters.isBlank(c) && c != ':' && c != '@' && c != '#' && c != '\\';
  }

  /** Whether {@code ~1} or the like stands here and ends the word. */
  private static boolean isSymbolicReference(String text, int at, int end) {
    char c = text.charAt(at);
    if (c != '~' && c != '/' && c != '=' && c != '%' && c != '^') {
      return false;
    }
    int digits = at + 1;
    while (digits < end && PlanCharacters.isDigit(text.charAt(digits))) {
      digits++;
    }
    return digits > at + 1 && (digits == end || PlanCharacters.isBlank(text.charAt(digits)));
  }
}
