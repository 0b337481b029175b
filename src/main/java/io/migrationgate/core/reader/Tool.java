package io.migrationgate.core.reader;

/** The migration tools whose chains can be read. */
public enum Tool {
  ALEMBIC("Alembic", true),
  SQITCH("sqitch", false);

  private final String title;
  private final boolean branching;

  Tool(String title, boolean branching) {
    this.title = title;
    this.branching = branching;
  }

  /** The name that people know the tool by. */
  public String title() {
    return title;
  }

  /** Whether a chain can have several heads; elsewhere nothing is said of branches. */
  public boolean isBranching() {
    return branching;
  }
}
