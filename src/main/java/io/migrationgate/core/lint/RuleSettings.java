package io.migrationgate.core.lint;

import java.util.List;
import java.util.Map;

/** The level of one rule and its options, which {@link LintSettings} has checked. */
public record RuleSettings(Level level, Map<String, Object> options) {

  public RuleSettings {
    options = Map.copyOf(options);
  }

  long number(String option, long usual) {
    return options.get(option) instanceof Number number ? number.longValue() : usual;
  }

  boolean flag(String option) {
    return options.get(option) instanceof Boolean flag && flag;
  }

  List<String> texts(String option) {
    return options.get(option) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
