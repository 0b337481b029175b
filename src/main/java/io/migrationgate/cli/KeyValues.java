package io.migrationgate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an option that says several things: {@code name=main,path=/app/alembic.ini}. {@code
 * \,} is a comma.
 */
final class KeyValues {

  private final String option;
  private final Map<String, String> values;

  private KeyValues(String option, Map<String, String> values) {
    this.option = option;
    this.values = values;
  }

  /**
   * Takes it apart.
   *
   * @param known the keys that there are
   */
  static KeyValues parse(String option, String text, List<String> known) throws CommandFailure {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : split(text)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (equals <= 0 || !known.contains(key)) {
        throw CommandFailure.usage(
            option
                + ": "
                + (equals < 0 ? "write KEY=VALUE, not " + part : "there is no key " + key)
                + "; there are "
                + String.join(", ", known));
      }
      if (values.put(key, part.substring(equals + 1)) != null) {
        throw CommandFailure.usage(option + ": " + key + " is given twice");
      }
    }
    return new KeyValues(option, values);
  }

  private static List<String> split(String text) {
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

  Optional<String> find(String key) throws CommandFailure {
    String value = values.get(key);
    if (value != null && value.isEmpty()) {
      throw CommandFailure.usage(option + ": " + key + " is empty");
    }
    return Optional.ofNullable(value);
  }

  String get(String key) throws CommandFailure {
    Optional<String> value = find(key);
    if (value.isEmpty()) {
      throw CommandFailure.usage(option + ": " + key + " is missing");
    }
    return value.get();
  }

  /** What else is wrong with a value. */
  CommandFailure wrong(String key, String reason) {
    return CommandFailure.usage(option + ": " + key + " " + reason);
  }
}
