package io.migrationgate.core.reader;

/** The migration tools whose chains can be read. */
public enum Tool {
  ALEMBIC("Alembic");

  private final String title;

  Tool(String title) {
    this.title = title;
  }

  /** The name that people know the tool by. */
  public String title() {
    return title;
  }
}
