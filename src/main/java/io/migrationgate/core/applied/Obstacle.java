package io.migrationgate.core.applied;

/** What stands between the gate and a database. */
public enum Obstacle {
  /** The chain's tool keeps its books where nothing here can read them. */
  UNSUPPORTED_TOOL(false),
  /** No URL was given, or none that can be understood. */
  NO_URL(false),
  UNKNOWN_HOST(true),
  REFUSED(true),
  TIMED_OUT(true),
  /** No secure connection, though one is asked for. */
  INSECURE(false),
  /** The password, or the user. It may be on its way: secrets are rotated. */
  NOT_LET_IN(true),
  NO_SUCH_DATABASE(true),
  /** The schema that was named. */
  NO_SUCH_SCHEMA(true),
  /** The account may not read the table. */
  NOT_PERMITTED(true),
  /** The server has too many connections, starts, or stops. */
  BUSY(true),
  /** Whatever else. */
  FAILED(true);

  private final boolean passing;

  Obstacle(boolean passing) {
    this.passing = passing;
  }

  /** Whether another attempt may go better. */
  public boolean mayPass() {
    return passing;
  }
}
