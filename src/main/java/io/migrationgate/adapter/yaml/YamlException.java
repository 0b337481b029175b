package io.migrationgate.adapter.yaml;

/** Why a text cannot be read as YAML, or not be edited, in one line. */
public final class YamlException extends Exception {

  private static final long serialVersionUID = 1L;

  YamlException(String message) {
    super(message, null, false, false);
  }

  /** A fault at a place in the text; lines count from 1. */
  static YamlException at(int line, String message) {
    return new YamlException("line " + line + ": " + message);
  }
}
