package io.migrationgate.core.reader.alembic;

import java.util.Map;

/** Parses TOML. The engine has no library of its own; whoever starts it brings one. */
@FunctionalInterface
public interface TomlReader {

  /**
   * Parses a document into tables as maps, arrays as lists, and strings, booleans and numbers.
   *
   * @throws TomlException if the text is not TOML
   */
  Map<String, Object> parse(String text) throws TomlException;

  /** Text that is not TOML. */
  final class TomlException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    public TomlException(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
    }

    public int line() {
      return line;
    }
  }
}
