package io.migrationgate.adapter.toml;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.alembic.TomlReader;
import io.migrationgate.core.settings.SettingsException;
import io.migrationgate.core.settings.TomlParser;
import io.migrationgate.core.settings.TomlTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads TOML with tomlj, which keeps to version 1.0 of the format as Python's tomllib does. */
public final class TomljReader implements TomlReader, TomlParser {

  @Override
  public Map<String, Object> parse(String text) throws TomlException {
    return parsed(text, TomljReader::map);
  }

  @Override
  public TomlTable parse(String file, String text) throws SettingsException {
    try {
      return parsed(text, new TomljTables(file)::document);
    } catch (TomlException wrong) {
      throw SettingsException.unreadable(
          new SourceLocation(file, wrong.line()), "is not TOML: " + wrong.getMessage());
    }
  }

  private static <T> T parsed(String text, Function<TomlParseResult, T> form) throws TomlException {
    try {
      TomlParseResult result = Toml.parse(text);
      if (result.hasErrors()) {
        throw exception(result.errors().getFirst());
      }
      return form.apply(result);
    } catch (TomlParseError thrown) {
      // Some errors are thrown rather than listed: an unknown escape in a key, for one.
      throw exception(thrown);
    } catch (RuntimeException | AssertionError unforeseen) {
      // Its visitors walk even what did not parse, and are not ready for all of it.
      throw new TomlException(1, "it is broken");
    } catch (StackOverflowError nested) {
      // The parser descends recursively; Python's gives up on such a file as well.
      throw new TomlException(1, "it is nested too deeply");
    }
  }

  private static TomlException exception(TomlParseError error) {
    return new TomlException(
        error.position().line(), Objects.requireNonNullElse(error.getMessage(), "it is broken"));
  }

  private static Map<String, Object> map(org.tomlj.TomlTable table) {
    Map<String, Object> map = new HashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      map.put(entry.getKey(), plain(entry.getValue()));
    }
    return map;
  }

  private static List<Object> list(TomlArray array) {
    List<Object> list = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      list.add(plain(array.get(i)));
    }
    return list;
  }

  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case org.tomlj.TomlTable table -> map(table);
      case TomlArray array -> list(array);
      case null -> "";
      default -> value;
    };
  }
}
