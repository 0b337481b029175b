package io.migrationgate.core.settings;

import io.migrationgate.core.graph.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of a settings file, read key by key. What has the wrong type is noted as a mistake and
 * read as if it were not there, so that a person is told of all mistakes at once.
 *
 * @param file the file as a person would write it
 * @param name the table as a person would write it; empty for the document as a whole
 * @param line where the table begins
 * @param values in the order of the file
 */
public record TomlTable(String file, String name, int line, Map<String, TomlValue> values)
    implements TomlValue {

  public TomlTable {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A table that is not there. */
  public static TomlTable absent(String file, String name) {
    return new TomlTable(file, name, 0, Map.of());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Where a key is set; the table where it is not. */
  public SourceLocation location(String key) {
    TomlValue value = values.get(key);
    return new SourceLocation(file, value == null ? line : value.line());
  }

  public Optional<String> text(String key, Mistakes mistakes) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case TomlValue.Text(String text, int at) -> Optional.of(text);
      case TomlValue other -> wrongType(key, "a string", mistakes);
    };
  }

  public Optional<Boolean> flag(String key, Mistakes mistakes) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case TomlValue.Flag(boolean flag, int at) -> Optional.of(flag);
      case TomlValue other -> wrongType(key, "true or false", mistakes);
    };
  }

  public Optional<Long> whole(String key, Mistakes mistakes) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case TomlValue.Whole(long number, int at) -> Optional.of(number);
      case TomlValue other -> wrongType(key, "a whole number", mistakes);
    };
  }

  /** A list of strings; empty where the key is not set. */
  public Optional<List<String>> texts(String key, Mistakes mistakes) {
    TomlValue value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof TomlValue.Items(List<TomlValue> items, int at))) {
      return wrongType(key, "a list of strings", mistakes);
    }
    List<String> texts = new ArrayList<>(items.size());
    for (TomlValue item : items) {
      if (!(item instanceof TomlValue.Text(String text, int itemAt))) {
        return wrongType(key, "a list of strings", mistakes);
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /** The table of this name; one without values where there is none. */
  public TomlTable table(String key, Mistakes mistakes) {
    TomlTable absent = absent(file, qualified(key));
    return switch (values.get(key)) {
      case null -> absent;
      case TomlTable table -> table;
      case TomlValue other -> this.<TomlTable>wrongType(key, "a table", mistakes).orElse(absent);
    };
  }

  /** The tables that {@code [[key]]} begins. */
  public List<TomlTable> tables(String key, Mistakes mistakes) {
    TomlValue value = values.get(key);
    if (value == null) {
      return List.of();
    }
    List<TomlTable> tables = new ArrayList<>();
    boolean only = value instanceof TomlValue.Items;
    for (TomlValue item : itemsOf(value)) {
      switch (item) {
        case TomlTable table -> tables.add(table);
        case TomlValue other -> only = false;
      }
    }
    if (only) {
      return tables;
    }
    mistakes.add(location(key), qualified(key) + " must be written as [[" + qualified(key) + "]]");
    return List.of();
  }

  /** Notes every key that is none of these, each with the one that was probably meant. */
  public void refuseUnknownKeys(Set<String> known, Mistakes mistakes) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        String likely =
            NearestName.of(key, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("; known are " + String.join(", ", known.stream().sorted().toList()));
        mistakes.add(
            location(key),
            "has an unknown key " + key + (name.isEmpty() ? "" : " in " + name) + likely);
      }
    }
  }

  private static List<TomlValue> itemsOf(TomlValue value) {
    return value instanceof TomlValue.Items(List<TomlValue> items, int at) ? items : List.of();
  }

  private <T> Optional<T> wrongType(String key, String expected, Mistakes mistakes) {
    mistakes.add(location(key), "sets " + qualified(key) + ", which must be " + expected);
    return Optional.empty();
  }

  private String qualified(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
