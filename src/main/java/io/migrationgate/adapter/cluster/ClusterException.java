package io.migrationgate.adapter.cluster;

/** Why a cluster did not do what it was asked for, in one line that says what to do. */
public final class ClusterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String message;

  /** Whose fault it is. */
  public enum Kind {
    /** What was asked for is not there, or is not allowed by the rules of the resource. */
    WRONG,
    /** The cluster did not answer, or not to this account. */
    UNREADABLE
  }

  ClusterException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  public Kind kind() {
    return kind;
  }
}
