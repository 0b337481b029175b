package io.migrationgate.port;

/**
 * The history could not be asked. The message is one line that says what is wrong and what to do.
 */
public final class RepositoryException extends Exception {

  private static final long serialVersionUID = 1L;

  public RepositoryException(String message) {
    super(message, null, false, false);
  }
}
