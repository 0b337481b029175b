package io.migrationgate.gate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Annotations as the kubelet writes them for the downward API: on each line a key, an equals sign,
 * and the value as a string of Go.
 */
final class AnnotationLines {

  private AnnotationLines() {}

  /** Lines that are none are passed over: they can grant nothing. */
  static Map<String, String> parse(String text) {
    Map<String, String> annotations = new HashMap<>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int equals = text.indexOf('=', start);
      if (equals > start && equals < end) {
        String key = text.substring(start, equals);
        unquoted(text.substring(equals + 1, end)).ifPresent(value -> annotations.put(key, value));
      }
      start = end + 1;
    }
    return annotations;
  }

  private static Optional<String> unquoted(String literal) {
    if (literal.length() < 2 || !literal.startsWith("\"") || !literal.endsWith("\"")) {
      return Optional.empty();
    }
    StringBuilder value = new StringBuilder();
    int last = literal.length() - 1;
    int at = 1;
    while (at < last) {
      char c = literal.charAt(at);
      if (c != '\\') {
        value.append(c);
        at++;
        continue;
      }
      int taken = at + 1 < last ? unescape(literal, at + 1, last, value) : 0;
      if (taken == 0) {
        return Optional.empty();
      }
      at += 1 + taken;
    }
    return Optional.of(value.toString());
  }

  /** Returns how many characters behind the backslash belong to it; 0 if it is no escape. */
  private static int unescape(String literal, int at, int last, StringBuilder value) {
    char kind = literal.charAt(at);
    int simple = "abfnrtv\\\"'".indexOf(kind);
    if (simple >= 0) {
      value.append("\007\b\f\n\r\t\013\\\"'".charAt(simple));
      return 1;
    }
    int digits =
        switch (kind) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    if (digits == 0 || at + digits >= last) {
      return 0;
    }
    int code = 0;
    for (int i = 1; i <= digits; i++) {
      int digit = Character.digit(literal.charAt(at + i), 16);
      if (digit < 0) {
        return 0;
      }
      code = code << 4 | digit;
    }
    if (!Character.isValidCodePoint(code)) {
      return 0;
    }
    value.append(
        kind == 'x'
            ? new String(new byte[] {(byte) code}, StandardCharsets.ISO_8859_1)
            : Character.toString(code));
    return 1 + digits;
  }
}
