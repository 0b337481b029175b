package io.migrationgate.adapter.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes scalars so that YAML 1.1 and 1.2 read the same: Kubernetes still reads the older one. */
final class ScalarText {

  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private ScalarText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> isPlain(text) ? text : quoted(text);
      case Map<?, ?> empty -> "{}";
      case List<?> empty -> "[]";
      default -> value.toString();
    };
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (text.charAt(0) >= '0' && text.charAt(0) <= '9') {
      return isQuantity(text);
    }
    if (!isLetter(text.charAt(0)) && text.charAt(0) != '/' && !text.startsWith("--")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean safe =
          isLetter(c)
              || (c >= '0' && c <= '9')
              || "_./=+@-,\\".indexOf(c) >= 0
              || (c == ':' && i + 1 < text.length() && text.charAt(i + 1) != ' ');
      if (!safe) {
        return false;
      }
    }
    return !text.equals("---");
  }

  /** Digits and a unit, such as 250m: no number in any YAML. */
  private static boolean isQuantity(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    boolean unit = i < text.length();
    while (i < text.length() && isLetter(text.charAt(i))) {
      i++;
    }
    return unit && i == text.length();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** As JSON writes it, which every YAML reads. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
