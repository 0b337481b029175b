package io.migrationgate.core.edit;

/** A change that would not be safe, with the place and the reason in words; no file was touched. */
public final class EditRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  public EditRefusedException(String reason) {
    super(reason, null, false, false);
  }

  /** The reason, in one line that says what to do. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
