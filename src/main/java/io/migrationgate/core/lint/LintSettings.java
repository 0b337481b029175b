package io.migrationgate.core.lint;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The level and the options of each rule. */
public record LintSettings(Map<String, RuleSettings> rules) {

  /** What holds without a setting. */
  public static final LintSettings USUAL = new LintSettings(Map.of());

  private static final String LEVEL = "level";

  public LintSettings {
    rules = Map.copyOf(rules);
  }

  /**
   * The settings that a table of rules gives: a level, or a table with a level and options.
   *
   * @throws LintSettingsException if a rule, a level or an option does not exist
   */
  public static LintSettings of(Map<String, ?> table) throws LintSettingsException {
    Map<String, RuleSettings> rules = new HashMap<>();
    // In order of name, so that of several mistakes the same one is reported every time.
    for (String id : new TreeSet<>(table.keySet())) {
      rules.put(id, settings(known(id), table.get(id)));
    }
    return new LintSettings(rules);
  }

  /** The same settings with one rule at another level. */
  public LintSettings with(String id, String level) throws LintSettingsException {
    LintRule rule = known(id);
    return with(rule, new RuleSettings(level(rule, level), of(rule).options()));
  }

  /** The same settings with one option of a rule set, whatever they said of it. */
  public LintSettings with(LintRule rule, String option, Object value) {
    Map<String, Object> options = new HashMap<>(of(rule).options());
    options.put(option, value);
    return with(rule, new RuleSettings(of(rule).level(), options));
  }

  private LintSettings with(LintRule rule, RuleSettings settings) {
    Map<String, RuleSettings> changed = new HashMap<>(rules);
    changed.put(rule.id(), settings);
    return new LintSettings(changed);
  }

  RuleSettings of(LintRule rule) {
    RuleSettings given = rules.get(rule.id());
    return given == null ? new RuleSettings(rule.usualLevel(), Map.of()) : given;
  }

  private static LintRule known(String id) throws LintSettingsException {
    return LintRules.byId(id)
        .orElseThrow(
            () ->
                new LintSettingsException(
                    "there is no rule " + id + "; did you mean " + LintRules.nearest(id) + "?"));
  }

  private static RuleSettings settings(LintRule rule, @Nullable Object given)
      throws LintSettingsException {
    if (given instanceof String level) {
      return new RuleSettings(level(rule, level), Map.of());
    }
    if (!(given instanceof Map<?, ?> table)) {
      throw new LintSettingsException(
          rule.id() + " takes off, warn or error, or a table with level and options");
    }
    Level level = rule.usualLevel();
    Map<String, Object> options = new HashMap<>();
    for (Map.Entry<?, ?> entry : table.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (name.equals(LEVEL)) {
        level = level(rule, String.valueOf(entry.getValue()));
      } else if (entry.getValue() != null) {
        check(rule, name, entry.getValue());
        options.put(name, entry.getValue());
      }
    }
    return new RuleSettings(level, options);
  }

  private static Level level(LintRule rule, String level) throws LintSettingsException {
    return Level.byId(level)
        .orElseThrow(
            () ->
                new LintSettingsException(
                    rule.id() + " cannot be " + level + "; write off, warn or error"));
  }

  private static void check(LintRule rule, String option, Object value)
      throws LintSettingsException {
    OptionType type = rule.options().get(option);
    if (type == null) {
      String known = rule.options().keySet().stream().sorted().collect(Collectors.joining(", "));
      throw new LintSettingsException(
          rule.id()
              + " has no option "
              + option
              + "; there "
              + (known.isEmpty() ? "is level alone" : "are level, " + known));
    }
    if (!type.accepts(value)) {
      throw new LintSettingsException(rule.id() + ": " + option + " takes " + type.words());
    }
  }
}
