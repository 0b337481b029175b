package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * JSON that is no YAML as it stands: indented with tabs, or several objects with nothing between
 * them.
 */
final class JsonTexts {

  private JsonTexts() {}

  static boolean looksLikeJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  /** The objects, each with what stands behind it; together they are the whole text. */
  static List<String> apart(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int depth = 0;
    int begun = 0;
    boolean closed = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != '"';
        i += c == '\\' ? 1 : 0;
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        if (closed && depth == 0) {
          parts.add(text.substring(begun, i));
          begun = i;
        }
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        closed = true;
      }
    }
    parts.add(text.substring(begun));
    return parts;
  }

  /** The same with spaces for the tabs between its tokens; every place stays what it is. */
  static String withoutTabs(String text) {
    StringBuilder spaced = new StringBuilder(text);
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != '"';
        i += c == '\\' ? 1 : 0;
      } else if (c == '"') {
        quoted = true;
      } else if (c == '\t') {
        spaced.setCharAt(i, ' ');
      }
    }
    return spaced.toString();
  }
}
