package io.migrationgate.core.reader.sqitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The targets that a sqitch.conf knows: the default one, one for each engine, and those named. */
final class Targets {

  /** Other spellings of engines in database URIs. */
  private static final Map<String, String> ENGINES =
      Map.of(
          "postgres", "pg",
          "postgresql", "pg",
          "pgxc", "pg",
          "cockroachdb", "cockroach",
          "mariadb", "mysql",
          "sqlite3", "sqlite");

  private final ConfigurationFile configuration;
  private final String folder;

  Targets(ConfigurationFile configuration, String folder) {
    this.configuration = configuration;
    this.folder = folder;
  }

  /** Whether the configuration says which engine or target a command without any is for. */
  boolean haveDefault() {
    return !configuration.get("core.engine").isEmpty()
        || !configuration.get("core.target").isEmpty();
  }

  /** The layout for a command that names no target. */
  Layout defaultLayout() {
    String engine = configuration.get("core.engine");
    String target = configuration.get("core.target");
    if (target.isEmpty() && !engine.isEmpty()) {
      target = configuration.get("engine." + engine + ".target");
    }
    return layout(target, engine);
  }

  /** The layouts of all targets, the default one first, each once. */
  List<Layout> layouts() {
    List<Layout> layouts = new ArrayList<>();
    layouts.add(defaultLayout());
    for (String engine : configuration.subsections("engine")) {
      layouts.add(layout(configuration.get("engine." + engine + ".target"), engine));
    }
    for (String target : configuration.subsections("target")) {
      layouts.add(layout(target, ""));
    }
    return layouts.stream().distinct().toList();
  }

  /** Where a plan is named that a layout leads to; 0 where none is. */
  int planLine() {
    return Math.max(configuration.line("core.plan_file"), configuration.line("core.top_dir"));
  }

  private Layout layout(String target, String engine) {
    String uri = target.indexOf(':') >= 0 ? target : configuration.get("target." + target + ".uri");
    String key = uri.isEmpty() ? engine : engineOf(uri);
    return Layout.of(folder, option -> first(target, key, option));
  }

  private String first(String target, String engine, String option) {
    for (String section : List.of("target." + target, "engine." + engine, "core")) {
      String value = configuration.get(section + "." + option);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** The engine of {@code db:pg://host/name}. */
  private static String engineOf(String uri) {
    String rest = uri.startsWith("db:") ? uri.substring(3) : uri;
    int colon = rest.indexOf(':');
    String engine = colon < 0 ? rest : rest.substring(0, colon);
    return ENGINES.getOrDefault(engine, engine);
  }
}
