package io.migrationgate.core.lint;

/** A setting of lint that means nothing, with what to write instead. */
public final class LintSettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  LintSettingsException(String message) {
    super(message, null, false, false);
  }
}
