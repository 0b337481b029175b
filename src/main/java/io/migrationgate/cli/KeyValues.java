package io.migrationgate.cli;

import io.migrationgate.core.settings.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an option that says several things at once, as {@code docker run --mount} takes
 * them: {@code name=main,path=/app/alembic.ini}. A comma within a value is written {@code \,}.
 */
final class KeyValues {

  private final String option;
  private final Map<String, String> values;

  private KeyValues(String option, Map<String, String> values) {
    this.option = option;
    this.values = values;
  }

  /**
   * Parts a value.
   *
   * @param known the keys that there are
   */
  static KeyValues parse(String option, String text, List<String> known) throws CommandFailure {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw CommandFailure.usage(
            option + ": " + (part.isEmpty() ? "nothing" : part) + " is not KEY=VALUE");
      }
      String key = part.substring(0, equals);
      if (!known.contains(key)) {
        throw CommandFailure.usage(
            option
                + ": there is no key "
                + key
                + NearestName.of(key, known)
                    .map(likely -> "; did you mean " + likely + "?")
                    .orElse("; there are " + String.join(", ", known)));
      }
      String value = part.substring(equals + 1);
      if (value.isEmpty()) {
        throw CommandFailure.usage(option + ": " + key + " has no value");
      }
      if (values.put(key, value) != null) {
        throw CommandFailure.usage(option + ": " + key + " is there twice");
      }
    }
    return new KeyValues(option, values);
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
        part.append(',');
        i++;
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String required(String key) throws CommandFailure {
    String value = values.get(key);
    if (value == null) {
      throw CommandFailure.usage(option + ": say " + key + "=...");
    }
    return value;
  }

  /** One of several words, if it is there. */
  void expectWord(String key, List<String> words) throws CommandFailure {
    String value = values.get(key);
    if (value != null && !words.contains(value)) {
      throw CommandFailure.usage(
          option + ": " + key + " is " + String.join(" or ", words) + ", not " + value);
    }
  }

  /** A whole number from 1, if it is there. */
  void expectNumber(String key) throws CommandFailure {
    String value = values.get(key);
    if (value != null && !value.matches("[1-9][0-9]{0,8}")) {
      throw CommandFailure.usage(option + ": " + key + " is a whole number from 1, not " + value);
    }
  }

  /** A time such as 10s or 30m, if it is there. */
  void expectDuration(String key) throws CommandFailure {
    String value = values.get(key);
    if (value != null && !isDuration(value)) {
      throw CommandFailure.usage(option + ": " + key + " is a time such as 10s, not " + value);
    }
  }

  static boolean isDuration(String text) {
    return text.matches("[1-9][0-9]{0,8}(ms|s|m|h)");
  }

  /** What is there besides these keys, in its order. */
  Map<String, String> without(List<String> keys) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(keys);
    return rest;
  }
}
