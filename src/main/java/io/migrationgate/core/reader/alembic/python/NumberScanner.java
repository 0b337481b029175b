package io.migrationgate.core.reader.alembic.python;

/** Finds the end of a number by the rules of Python's tokenizer. */
final class NumberScanner {

  private final byte[] text;
  private int at;

  NumberScanner(byte[] text) {
    this.text = text;
  }

  /**
   * Returns the end of the number that begins at {@code start}, or -1 where it is none: {@code
   * 1__0}, {@code 0x}, {@code 007}, {@code 1a}.
   */
  int end(int start) {
    at = start;
    return number() && endsThere() ? at : -1;
  }

  private boolean number() {
    int base =
        switch (peek(0) == '0' ? peek(1) | 0x20 : 0) {
          case 'x' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          default -> 10;
        };
    return base == 10 ? decimal() : based(base);
  }

  private boolean decimal() {
    int start = at;
    boolean whole = peek(0) != '.';
    if (whole && !digits()) {
      return false;
    }
    int wholeEnd = at;
    boolean fraction = !whole;
    if (peek(0) == '.') {
      fraction = true;
      at++;
      if (isDigit(peek(0)) && !digits()) {
        return false;
      }
    }
    int exponent = exponent();
    if (exponent < 0) {
      return false;
    }
    boolean imaginary = (peek(0) | 0x20) == 'j';
    if (imaginary) {
      at++;
    }
    return fraction || exponent > 0 || imaginary || !hasLeadingZero(start, wholeEnd);
  }

  /** 1 after taking an exponent, 0 where there is none, -1 where it is broken. */
  private int exponent() {
    if ((peek(0) | 0x20) != 'e') {
      return 0;
    }
    boolean signed = peek(1) == '+' || peek(1) == '-';
    if (!isDigit(peek(signed ? 2 : 1))) {
      // Perhaps the first letter of `else`.
      return signed ? -1 : 0;
    }
    at += signed ? 2 : 1;
    return digits() ? 1 : -1;
  }

  private boolean based(int base) {
    at += 2;
    do {
      if (peek(0) == '_') {
        at++;
      }
      if (!isDigit(peek(0), base)) {
        return false;
      }
      while (isDigit(peek(0), base)) {
        at++;
      }
    } while (peek(0) == '_');
    return !isDigit(peek(0));
  }

  /** Groups of digits with single underscores between them. */
  private boolean digits() {
    while (true) {
      while (isDigit(peek(0))) {
        at++;
      }
      if (peek(0) != '_') {
        return true;
      }
      at++;
      if (!isDigit(peek(0))) {
        return false;
      }
    }
  }

  private boolean hasLeadingZero(int start, int end) {
    if (text[start] != '0') {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (text[i] != '0' && text[i] != '_') {
        return true;
      }
    }
    return false;
  }

  /** A word may follow without a blank only if it is a keyword: {@code 1if x else 2}. */
  private boolean endsThere() {
    int c = peek(0);
    if (c >= 0 && !PythonLexer.isNamePart((byte) c)) {
      return true;
    }
    return continues("and")
        || continues("else")
        || continues("for")
        || continues("if")
        || continues("in")
        || continues("is")
        || continues("or")
        || continues("not");
  }

  private boolean continues(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int peek(int ahead) {
    return at + ahead < text.length ? text[at + ahead] : 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isDigit(int c, int base) {
    return c >= 0 && Character.digit(c, base) >= 0;
  }
}
