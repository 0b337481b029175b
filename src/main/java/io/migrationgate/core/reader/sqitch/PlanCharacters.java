package io.migrationgate.core.reader.sqitch;

/**
 * The classes of characters that sqitch's grammar is written in. They are Unicode's, since sqitch
 * decodes a plan before it reads it: a no-break space is a blank.
 */
final class PlanCharacters {

  private static final String PUNCTUATION = "-!\"#$%&'()*+,./:;<=>?@[\\]^`{|}~";

  private PlanCharacters() {}

  static boolean isBlank(char c) {
    return c == ' '
        || c == '\t'
        || c == '\u00a0'
        || c == '\u1680'
        || c >= '\u2000' && c <= '\u200a'
        || c == '\u202f'
        || c == '\u205f'
        || c == '\u3000';
  }

  /** ASCII's punctuation without the underscore. */
  static boolean isPunctuation(char c) {
    return PUNCTUATION.indexOf(c) >= 0;
  }

  static boolean isPunctuation(char c, char except) {
    return c != except && isPunctuation(c);
  }

  static boolean isDigit(char c) {
    return Character.isDigit(c);
  }

  static boolean isHexadecimal(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of what stands before the next blank. */
  static int skipWord(String text, int from) {
    int at = from;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static String withoutTrailingBlanks(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Whether a word ends or begins here, as {@code \b} has it. */
  static boolean isWordBoundary(String text, int at) {
    boolean before = at > 0 && isWord(text.codePointBefore(at));
    boolean after = at < text.length() && isWord(text.codePointAt(at));
    return before != after;
  }

  private static boolean isWord(int c) {
    if (c < 0x80) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> Character.isAlphabetic(c) || c == 0x200c || c == 0x200d;
    };
  }
}
