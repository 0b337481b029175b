package io.migrationgate.cli.collision;

/** May what is asked about be merged? */
public enum Standing {
  PASS("pass"),
  BLOCKED("blocked"),
  /** Something could not be seen; never to be taken for a yes. */
  UNKNOWN("unknown");

  private final String id;

  Standing(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
