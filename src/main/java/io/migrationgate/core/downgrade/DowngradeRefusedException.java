package io.migrationgate.core.downgrade;

/** There is no such way; the message says why. */
public final class DowngradeRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  DowngradeRefusedException(String message) {
    super(message);
  }
}
