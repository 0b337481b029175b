package io.migrationgate.core.settings;

/** Parses TOML and keeps the line of each key. */
@FunctionalInterface
public interface TomlParser {

  /**
   * Parses a document.
   *
   * @param file the file as a person would write it
   * @throws SettingsException if the text is not TOML
   */
  TomlTable parse(String file, String text) throws SettingsException;
}
