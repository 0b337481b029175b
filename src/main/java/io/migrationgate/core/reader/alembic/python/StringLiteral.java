package io.migrationgate.core.reader.alembic.python;

import java.util.Locale;

/** The value of a string as it is written; the lexer has made sure that its escapes are whole. */
final class StringLiteral {

  private final String source;
  private final int line;
  private final boolean raw;
  private final boolean formatted;
  private int at;
  private final int end;
  private final StringBuilder text = new StringBuilder();

  private boolean known = true;

  private StringLiteral(
      String source, int from, int end, boolean raw, boolean formatted, int line) {
    this.source = source;
    this.at = from;
    this.end = end;
    this.raw = raw;
    this.formatted = formatted;
    this.line = line;
  }

  /** The value of a whole string, prefix and quotes included. */
  static Value value(String source, int line) throws PythonSyntaxException {
    int quote = 0;
    boolean raw = false;
    while (source.charAt(quote) != '"' && source.charAt(quote) != '\'') {
      int letter = source.charAt(quote) | 0x20;
      if (letter == 'b') {
        return new Value.OtherConstant("bytes");
      }
      raw |= letter == 'r';
      quote++;
    }
    boolean triple =
        source.length() >= quote + 6
            && source.charAt(quote + 1) == source.charAt(quote)
            && source.charAt(quote + 2) == source.charAt(quote);
    int width = triple ? 3 : 1;
    return new StringLiteral(source, quote + width, source.length() - width, raw, false, line)
        .value();
  }

  /** The value of text between the fields of an f-string. */
  static Value formatText(String source, boolean raw, int line) throws PythonSyntaxException {
    return new StringLiteral(source, 0, source.length(), raw, true, line).value();
  }

  static Value.Undecided tooLong(int line) {
    return new Value.Undecided(line, "the value is too long to work out");
  }

  /**
   * Whether joining these makes one character of two halves of a surrogate pair, which Python keeps
   * apart.
   */
  static boolean wouldPair(CharSequence left, CharSequence right) {
    return !left.isEmpty()
        && !right.isEmpty()
        && Character.isHighSurrogate(left.charAt(left.length() - 1))
        && Character.isLowSurrogate(right.charAt(0));
  }

  private Value value() throws PythonSyntaxException {
    while (at < end) {
      char c = source.charAt(at);
      if (c == '\\' && !raw) {
        escape();
      } else if (c == '\r') {
        // Python sees every line end as a line feed.
        text.append('\n');
        at += at + 1 < end && source.charAt(at + 1) == '\n' ? 2 : 1;
      } else {
        text.append(c);
        // A brace that stands for itself is written twice.
        at += formatted && (c == '{' || c == '}') ? 2 : 1;
      }
    }
    return known
        ? new Value.Text(text.toString())
        : new Value.Undecided(line, "the value holds a character that is not known here");
  }

  private void escape() throws PythonSyntaxException {
    if (at + 1 >= end) {
      text.append('\\');
      at++;
      return;
    }
    char c = source.charAt(at + 1);
    at += 2;
    switch (c) {
      case '\n' -> {}
      case '\r' -> {
        if (at < end && source.charAt(at) == '\n') {
          at++;
        }
      }
      case '\\', '\'', '"' -> text.append(c);
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000B');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      case 'N' -> named();
      default -> {
        // An unknown escape stands for itself, and the character behind it may be anything.
        text.append('\\');
        at--;
      }
    }
  }

  private void octal() {
    int value = 0;
    int from = at - 1;
    at = from;
    while (at < end && at < from + 3 && source.charAt(at) >= '0' && source.charAt(at) <= '7') {
      value = value * 8 + source.charAt(at) - '0';
      at++;
    }
    text.appendCodePoint(value);
  }

  private void hexadecimal(int digits) {
    int value = Integer.parseUnsignedInt(source, at, at + digits, 16);
    String character = Character.toString(value);
    known &= !wouldPair(text, character);
    text.append(character);
    at += digits;
  }

  private void named() throws PythonSyntaxException {
    int close = source.indexOf('}', at);
    if (close < 0 || close >= end) {
      throw PythonSyntaxException.certain(line, "has a broken escape in a string");
    }
    String name = source.substring(at + 1, close);
    at = close + 1;
    try {
      int codePoint = Character.codePointOf(name);
      // Where a character has no name, Java makes one of its block and number.
      known &= !name.endsWith(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT));
      text.appendCodePoint(codePoint);
    } catch (IllegalArgumentException unknown) {
      // Perhaps one of the aliases that Python knows.
      known = false;
    }
  }
}
