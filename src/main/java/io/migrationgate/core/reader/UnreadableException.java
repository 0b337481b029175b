package io.migrationgate.core.reader;

/** A path that could not be read, with the reason in words: "does not exist". */
public final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String reason;

  public UnreadableException(String path, String reason) {
    // Thrown for every unreadable file of a large tree: the stack trace would only cost.
    super(path + " " + reason, null, false, false);
    this.path = path;
    this.reason = reason;
  }

  public String path() {
    return path;
  }

  public String reason() {
    return reason;
  }
}
