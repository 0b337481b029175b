package io.migrationgate.core.graph;

/** The two ways in which one revision can follow another. */
public enum EdgeKind {
  DOWN_REVISION("down_revision"),
  DEPENDS_ON("depends_on");

  private final String attribute;

  EdgeKind(String attribute) {
    this.attribute = attribute;
  }

  /** The name of the attribute in the revision file. */
  public String attribute() {
    return attribute;
  }
}
