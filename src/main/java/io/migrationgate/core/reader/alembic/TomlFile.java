package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code [tool.alembic]} table of a {@code pyproject.toml}. */
final class TomlFile {

  private final String path;
  private final String here;
  private final Map<?, ?> table;
  private final boolean present;

  private TomlFile(String path, String here, Map<?, ?> table, boolean present) {
    this.path = path;
    this.here = here;
    this.table = table;
    this.present = present;
  }

  static TomlFile absent(String path) {
    return new TomlFile(path, "", Map.of(), false);
  }

  static TomlFile parse(String path, String text, String here, TomlReader toml)
      throws ConfigurationException {
    Map<String, Object> document;
    try {
      document = toml.parse(text);
    } catch (TomlReader.TomlException wrong) {
      throw new ConfigurationException(
          new SourceLocation(path, wrong.line()), "is not TOML: " + wrong.getMessage());
    }
    Object tool = document.getOrDefault("tool", Map.of());
    Object alembic =
        tool instanceof Map<?, ?> tools && tools.containsKey("alembic")
            ? tools.get("alembic")
            : Map.of();
    if (!(alembic instanceof Map<?, ?> table)) {
      throw new ConfigurationException(
          SourceLocation.wholeFile(path), "has a tool.alembic that is not a table");
    }
    boolean present = tool instanceof Map<?, ?> tools && tools.containsKey("alembic");
    return new TomlFile(path, here, table, present);
  }

  /** Whether there is such a table at all. */
  boolean isPresent() {
    return present;
  }

  SourceLocation location() {
    return SourceLocation.wholeFile(path);
  }

  Optional<String> string(String key) throws ConfigurationException {
    Object value = table.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw error(key, "must be a string");
    }
    return Optional.of(format(key, text));
  }

  /** A whole number, as Python's {@code int} makes it of a number or a string. */
  Optional<String> number(String key) throws ConfigurationException {
    Object value = table.get(key);
    return switch (value) {
      case null -> Optional.empty();
      case String text -> Optional.of(format(key, text));
      case Long number -> Optional.of(number.toString());
      case Boolean flag -> Optional.of(flag ? "1" : "0");
      default -> throw error(key, "must be a whole number");
    };
  }

  boolean flag(String key) throws ConfigurationException {
    Object value = table.get(key);
    if (value == null) {
      return false;
    }
    if (!(value instanceof Boolean flag)) {
      throw error(key, "must be true or false");
    }
    return flag;
  }

  /**
   * A list of strings. Alembic takes a lone string apart into its characters, and so it is here.
   */
  Optional<List<String>> strings(String key) throws ConfigurationException {
    Object value = table.get(key);
    if (value == null) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    if (value instanceof String text) {
      String formatted = format(key, text);
      formatted.codePoints().forEach(c -> found.add(Character.toString(c)));
      return Optional.of(found);
    }
    if (!(value instanceof List<?> items)) {
      throw error(key, "must be a list of strings");
    }
    for (Object item : items) {
      if (!(item instanceof String text)) {
        throw error(key, "must be a list of strings");
      }
      found.add(format(key, text));
    }
    return Optional.of(found);
  }

  /** Python's {@code value % {"here": ...}}. */
  private String format(String key, String text) throws ConfigurationException {
    StringBuilder out = new StringBuilder();
    int from = 0;
    int percent;
    while ((percent = text.indexOf('%', from)) >= 0) {
      out.append(text, from, percent);
      if (text.startsWith("%%", percent)) {
        out.append('%');
        from = percent + 2;
      } else if (text.startsWith("%(here)s", percent)) {
        out.append(here);
        from = percent + "%(here)s".length();
      } else {
        throw error(key, "has a '%' that begins no %(here)s: write it twice to mean itself");
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  private ConfigurationException error(String key, String reason) {
    return new ConfigurationException(
        SourceLocation.wholeFile(path), "tool.alembic." + key + " " + reason);
  }
}
