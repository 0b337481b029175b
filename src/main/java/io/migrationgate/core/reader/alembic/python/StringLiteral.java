package io.migrationgate.core.reader.alembic.python;

/** The value of a string literal as it is written, prefix and quotes included. */
final class StringLiteral {

  private final String source;
  private final int line;
  private final boolean raw;
  private final boolean formatted;
  private int at;
  private final int end;
  private final StringBuilder text = new StringBuilder();

  private StringLiteral(String source, int line, int quote) {
    this.source = source;
    this.line = line;
    String prefix = source.substring(0, quote);
    this.raw = has(prefix, 'r');
    this.formatted = has(prefix, 'f');
    boolean triple =
        source.length() >= quote + 6
            && source.charAt(quote + 1) == source.charAt(quote)
            && source.charAt(quote + 2) == source.charAt(quote);
    int width = triple ? 3 : 1;
    this.at = quote + width;
    this.end = source.length() - width;
  }

  static Value value(String source, int line) throws PythonSyntaxException {
    int quote = 0;
    while (source.charAt(quote) != '"' && source.charAt(quote) != '\'') {
      quote++;
    }
    String prefix = source.substring(0, quote);
    if (has(prefix, 'b')) {
      return new Value.OtherConstant("bytes");
    }
    if (has(prefix, 't')) {
      return new Value.OtherConstant("template string");
    }
    return new StringLiteral(source, line, quote).value();
  }

  private static boolean has(String prefix, char letter) {
    return prefix.indexOf(letter) >= 0 || prefix.indexOf(letter - 32) >= 0;
  }

  private Value value() throws PythonSyntaxException {
    while (at < end) {
      char c = source.charAt(at);
      if (c == '\\' && !raw) {
        escape();
      } else if (formatted && (c == '{' || c == '}')) {
        if (at + 1 < end && source.charAt(at + 1) == c) {
          text.append(c);
          at += 2;
        } else if (c == '}' || !constantField()) {
          return new Value.Undecided(line, "is an f-string with a value in it");
        }
      } else if (c == '\r') {
        // Python sees every line end as a line feed.
        text.append('\n');
        at += at + 1 < end && source.charAt(at + 1) == '\n' ? 2 : 1;
      } else {
        text.append(c);
        at++;
      }
    }
    return new Value.Text(text.toString());
  }

  /** A field that holds nothing but a number or a plain string: its text is known. */
  private boolean constantField() {
    int close = source.indexOf('}', at);
    if (close < 0 || close > end) {
      return false;
    }
    String field = source.substring(at + 1, close).strip();
    if (!field.isEmpty() && field.chars().allMatch(c -> c >= '0' && c <= '9')) {
      if (field.length() > 1 && field.charAt(0) == '0') {
        return false;
      }
      text.append(field);
    } else if (isPlainString(field)) {
      text.append(field, 1, field.length() - 1);
    } else {
      return false;
    }
    at = close + 1;
    return true;
  }

  private static boolean isPlainString(String field) {
    if (field.length() < 2 || field.charAt(0) != '"' && field.charAt(0) != '\'') {
      return false;
    }
    String inner = field.substring(1, field.length() - 1);
    return field.charAt(field.length() - 1) == field.charAt(0)
        && inner.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == ' ');
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
      default -> text.append('\\').append(c);
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

  private void hexadecimal(int digits) throws PythonSyntaxException {
    int stop = at + digits;
    long value = 0;
    for (; at < stop; at++) {
      int digit = at < end ? Character.digit(source.charAt(at), 16) : -1;
      if (digit < 0) {
        throw PythonSyntaxException.certain(line, "has an incomplete escape in a string");
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw PythonSyntaxException.certain(line, "has an impossible character in a string");
    }
    text.appendCodePoint((int) value);
  }

  private void named() throws PythonSyntaxException {
    int close = at < end && source.charAt(at) == '{' ? source.indexOf('}', at) : -1;
    if (close < 0 || close >= end) {
      throw PythonSyntaxException.certain(line, "has an incomplete escape in a string");
    }
    String name = source.substring(at + 1, close);
    at = close + 1;
    try {
      text.appendCodePoint(Character.codePointOf(name));
    } catch (IllegalArgumentException unknown) {
      throw PythonSyntaxException.doubtful(line, "names the unknown character " + name);
    }
  }
}
