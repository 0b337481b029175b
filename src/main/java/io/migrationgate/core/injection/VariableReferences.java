package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;

/** The {@code $(NAME)} by which one environment variable is written into another. */
final class VariableReferences {

  private VariableReferences() {}

  static List<String> in(String text) {
    List<String> names = new ArrayList<>();
    for (int i = text.indexOf('$'); i >= 0 && i + 1 < text.length(); i = text.indexOf('$', i)) {
      int end = text.indexOf(')', i);
      if (text.charAt(i + 1) == '$') {
        i += 2;
      } else if (text.charAt(i + 1) == '(' && end > 0) {
        names.add(text.substring(i + 2, end));
        i = end;
      } else {
        i++;
      }
    }
    return names;
  }

  /** A text that Kubernetes leaves as it is. */
  static String escaped(String text) {
    return text.replace("$(", "$$(");
  }
}
