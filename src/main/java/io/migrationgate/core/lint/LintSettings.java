package io.migrationgate.core.lint;

import io.migrationgate.core.settings.Mistakes;
import io.migrationgate.core.settings.SettingsException;
import io.migrationgate.core.settings.TomlTable;
import io.migrationgate.core.settings.TomlValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The level and the options of each rule. */
public record LintSettings(Map<String, RuleSettings> rules) {

  /** What holds without a setting. */
  public static final LintSettings USUAL = new LintSettings(Map.of());

  private static final String LEVEL = "level";
  private static final String LEVELS = "off, warn or error";

  public LintSettings {
    rules = Map.copyOf(rules);
  }

  /**
   * The settings that a section of rules gives: for each a level, or a table with a level and
   * options.
   *
   * @throws SettingsException with every rule, level or option that does not exist
   */
  public static LintSettings of(TomlTable section) throws SettingsException {
    Mistakes mistakes = new Mistakes();
    Map<String, RuleSettings> rules = new HashMap<>();
    for (String id : section.values().keySet()) {
      Optional<LintRule> rule = LintRules.byId(id);
      if (rule.isPresent()) {
        rules.put(id, settings(rule.get(), section, mistakes));
      } else {
        mistakes.add(section.location(id), LintRules.unknown(id));
      }
    }
    mistakes.refuse();
    return new LintSettings(rules);
  }

  /**
   * The same settings with one rule at another level.
   *
   * @throws LintSettingsException if there is no such rule or level
   */
  public LintSettings with(String id, String level) throws LintSettingsException {
    LintRule rule =
        LintRules.byId(id).orElseThrow(() -> new LintSettingsException(LintRules.unknown(id)));
    Level known =
        Level.byId(level)
            .orElseThrow(
                () -> new LintSettingsException(id + " takes " + LEVELS + ", not " + level));
    RuleSettings given = of(rule);
    return with(rule, new RuleSettings(known, given.options(), given.folder()));
  }

  /** The same settings with a number for one option, whatever they said of it. */
  public LintSettings with(LintRule rule, String option, long number) {
    RuleSettings given = of(rule);
    Map<String, TomlValue> options = new HashMap<>(given.options());
    options.put(option, new TomlValue.Whole(number, 0));
    return with(rule, new RuleSettings(given.level(), options, given.folder()));
  }

  private LintSettings with(LintRule rule, RuleSettings settings) {
    Map<String, RuleSettings> changed = new HashMap<>(rules);
    changed.put(rule.id(), settings);
    return new LintSettings(changed);
  }

  RuleSettings of(LintRule rule) {
    RuleSettings given = rules.get(rule.id());
    return given == null ? new RuleSettings(rule.usualLevel(), Map.of(), ".") : given;
  }

  private static RuleSettings settings(LintRule rule, TomlTable section, Mistakes mistakes) {
    int slash = section.file().lastIndexOf('/');
    String folder = slash < 0 ? "." : section.file().substring(0, Math.max(1, slash));
    if (section.values().get(rule.id()) instanceof TomlTable table) {
      Map<String, TomlValue> options = options(rule, table, mistakes);
      Level level =
          table.values().containsKey(LEVEL)
              ? level(rule, table, LEVEL, mistakes)
              : rule.usualLevel();
      return new RuleSettings(level, options, folder);
    }
    return new RuleSettings(level(rule, section, rule.id(), mistakes), Map.of(), folder);
  }

  private static Level level(LintRule rule, TomlTable table, String key, Mistakes mistakes) {
    Optional<Level> level =
        table.values().get(key) instanceof TomlValue.Text(String text, int line)
            ? Level.byId(text)
            : Optional.empty();
    if (level.isEmpty()) {
      mistakes.add(
          table.location(key),
          "sets "
              + rule.id()
              + ", which takes "
              + LEVELS
              + (key.equals(LEVEL) ? " as its level" : ", or a table with level and options"));
    }
    return level.orElse(rule.usualLevel());
  }

  private static Map<String, TomlValue> options(LintRule rule, TomlTable table, Mistakes mistakes) {
    Set<String> known = new HashSet<>(rule.options().keySet());
    known.add(LEVEL);
    table.refuseUnknownKeys(known, mistakes);
    Map<String, TomlValue> options = new HashMap<>();
    rule.options()
        .forEach(
            (name, type) -> {
              TomlValue value = table.values().get(name);
              if (value != null && type.accepts(value)) {
                options.put(name, value);
              } else if (value != null) {
                mistakes.add(
                    table.location(name),
                    "sets " + name + " of " + rule.id() + ", which must be " + type.words());
              }
            });
    return options;
  }
}
