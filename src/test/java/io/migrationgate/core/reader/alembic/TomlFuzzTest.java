package io.migrationgate.core.reader.alembic;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.migrationgate.adapter.toml.TomljReader;
import java.nio.charset.StandardCharsets;

/** Any text is a configuration or a {@link ConfigurationException}. */
class TomlFuzzTest {

  private static final TomlReader TOML = new TomljReader();

  @FuzzTest
  void readsAnyText(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      TomlFile toml = TomlFile.parse("pyproject.toml", text, "/srv", TOML);
      toml.string("script_location");
      toml.strings("version_locations");
      toml.flag("recursive_version_locations");
    } catch (ConfigurationException wrong) {
      // Said in words.
    }
  }
}
