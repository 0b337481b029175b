package io.migrationgate.core.edit;

/** A change that was begun and could not be finished. The message says how the files are now. */
public final class EditFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  EditFailedException(String message, Exception cause) {
    super(message, cause);
  }
}
