package io.migrationgate.cli;

import io.migrationgate.core.settings.NearestName;
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
    Map<String, String> values = map(option, text);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw CommandFailure.usage(
            option
                + ": there is no key "
                + shown(key)
                + NearestName.of(key, known).map(near -> "; did you mean " + near + "?").orElse("")
                + "; there are "
                + String.join(", ", known));
      }
    }
    return new KeyValues(option, values);
  }

  /** The keys with their values, whatever they are. */
  static Map<String, String> map(String option, String text) throws CommandFailure {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : split(text)) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw CommandFailure.usage(option + ": write KEY=VALUE,KEY=VALUE, and \\, for a comma");
      }
      if (values.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw CommandFailure.usage(option + ": " + part.substring(0, equals) + " is given twice");
      }
    }
    return values;
  }

  /** A URL with its password may stand where a key should, and errors are read by many. */
  private static String shown(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '-' && c != '_' && !Character.isLetterOrDigit(c)) {
        return "of that name";
      }
    }
    return key;
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
