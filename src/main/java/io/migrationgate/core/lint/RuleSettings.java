package io.migrationgate.core.lint;

import io.migrationgate.core.settings.TomlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The level of one rule and its options, which {@link LintSettings} has checked.
 *
 * @param folder where relative paths in the options start
 */
public record RuleSettings(Level level, Map<String, TomlValue> options, String folder) {

  public RuleSettings {
    options = Map.copyOf(options);
  }

  long number(String option, long usual) {
    return options.get(option) instanceof TomlValue.Whole(long number, int line) ? number : usual;
  }

  boolean flag(String option) {
    return options.get(option) instanceof TomlValue.Flag(boolean flag, int line) && flag;
  }

  List<String> texts(String option) {
    List<String> texts = new ArrayList<>();
    if (options.get(option) instanceof TomlValue.Items(List<TomlValue> values, int line)) {
      for (TomlValue value : values) {
        if (value instanceof TomlValue.Text(String text, int at)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
