package io.migrationgate.adapter.toml;

import io.migrationgate.core.settings.TomlTable;
import io.migrationgate.core.settings.TomlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;

/** Turns what tomlj has parsed into tables that know their lines. */
final class TomljTables {

  private final String file;

  TomljTables(String file) {
    this.file = file;
  }

  TomlTable document(org.tomlj.TomlTable document) {
    return table(document, "", 1);
  }

  private TomlTable table(org.tomlj.TomlTable table, String name, int line) {
    Map<String, TomlValue> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      String key = entry.getKey();
      values.put(
          key,
          value(
              entry.getValue(),
              name.isEmpty() ? key : name + "." + key,
              lineOf(table.inputPositionOf(List.of(key)), line)));
    }
    return new TomlTable(file, name, line, values);
  }

  private TomlValue value(Object value, String name, int line) {
    return switch (value) {
      case org.tomlj.TomlTable table -> table(table, name, line);
      case TomlArray array -> items(array, name, line);
      case String text -> new TomlValue.Text(text, line);
      case Long number -> new TomlValue.Whole(number, line);
      case Boolean flag -> new TomlValue.Flag(flag, line);
      default -> new TomlValue.Other(line);
    };
  }

  private TomlValue items(TomlArray array, String name, int line) {
    List<TomlValue> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      items.add(value(array.get(i), name, lineOf(array.inputPositionOf(i), line)));
    }
    return new TomlValue.Items(items, line);
  }

  private static int lineOf(@Nullable TomlPosition position, int otherwise) {
    return position == null ? otherwise : position.line();
  }
}
