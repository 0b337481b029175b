package io.migrationgate.core.reader.alembic;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is a configuration or a {@link ConfigurationException}. */
class IniFileFuzzTest {

  @FuzzTest
  void readsAnyText(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      IniFile ini = IniFile.parse("alembic.ini", text, "/srv");
      ini.sectionsThatSet("script_location");
      for (String section : ini.sections()) {
        ini.location(section, "script_location");
        ini.get(section, "script_location");
        ini.validate(section);
      }
    } catch (ConfigurationException wrong) {
      // Said in words.
    }
  }
}
