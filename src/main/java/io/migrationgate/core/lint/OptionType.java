package io.migrationgate.core.lint;

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

  boolean accepts(Object value) {
    return switch (this) {
      case NUMBER -> value instanceof Number number && number.longValue() >= 1;
      case TEXTS ->
          value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      case FLAG -> value instanceof Boolean;
    };
  }
}
