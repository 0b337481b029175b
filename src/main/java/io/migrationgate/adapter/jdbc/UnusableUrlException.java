package io.migrationgate.adapter.jdbc;

/**
 * A URL that leads to no database. The message is the end of a sentence that begins with where the
 * URL stands; it holds no part of the URL.
 */
final class UnusableUrlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnusableUrlException(String reason, String remedy) {
    super(reason, null, false, false);
    this.remedy = remedy;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
