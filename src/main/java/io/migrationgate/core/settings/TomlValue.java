package io.migrationgate.core.settings;

import java.util.List;

/** A value in a TOML file, with the line that it stands on. */
public sealed interface TomlValue
    permits TomlTable,
        TomlValue.Text,
        TomlValue.Whole,
        TomlValue.Flag,
        TomlValue.Items,
        TomlValue.Other {

  int line();

  record Text(String value, int line) implements TomlValue {}

  record Whole(long value, int line) implements TomlValue {}

  record Flag(boolean value, int line) implements TomlValue {}

  record Items(List<TomlValue> values, int line) implements TomlValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A fraction, a date or a time, none of which any setting is. */
  record Other(int line) implements TomlValue {}
}
