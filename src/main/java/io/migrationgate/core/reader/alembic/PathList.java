package io.migrationgate.core.reader.alembic;

import java.util.ArrayList;
import java.util.List;

/** Several paths in one option. */
final class PathList {

  private PathList() {}

  /** With a separator set: blanks around a path do not belong to it, empty paths are dropped. */
  static List<String> split(String text, String separator) {
    List<String> paths = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int at = text.indexOf(separator, from);
      int end = at < 0 ? text.length() : at;
      if (end > from) {
        paths.add(text.substring(from, end).strip());
      }
      from = end + separator.length();
    }
    return paths;
  }

  /**
   * With none set, Alembic's old rule: at a comma with the blanks behind it, or at blanks. Empty
   * paths stay, and mean the working directory.
   *
   * @param colons whether a colon separates too, as it does in {@code prepend_sys_path}
   */
  static List<String> splitAsBefore(String text, boolean colons) {
    List<String> paths = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ',' && c != ' ' && !(colons && c == ':')) {
        at++;
        continue;
      }
      paths.add(text.substring(from, at));
      at++;
      while (c != ':' && at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      from = at;
    }
    paths.add(text.substring(from));
    return paths;
  }
}
