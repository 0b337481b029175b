package io.migrationgate.core.lint;

import io.migrationgate.core.settings.TomlValue;
import java.util.List;

/** What an option takes. */
public enum OptionType {
  NUMBER("a whole number from 1"),
  TEXTS("a list of strings"),
  FLAG("true or false");

  private final String words;

  OptionType(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean accepts(TomlValue value) {
    return switch (this) {
      case NUMBER -> value instanceof TomlValue.Whole(long number, int line) && number >= 1;
      case TEXTS ->
          value instanceof TomlValue.Items(List<TomlValue> values, int line)
              && values.stream().allMatch(TomlValue.Text.class::isInstance);
      case FLAG -> value instanceof TomlValue.Flag;
    };
  }
}
