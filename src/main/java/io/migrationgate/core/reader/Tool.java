package io.migrationgate.core.reader;

import java.util.Locale;

/** The migration tools whose chains can be read. */
public enum Tool {
  ALEMBIC("Alembic"),
  SQITCH("sqitch"),
  FLYWAY("Flyway"),
  GOLANG_MIGRATE("golang-migrate"),
  DJANGO("Django"),
  /** Files with numbers, whatever reads them. */
  NUMBERED("numbered");

  private final String title;

  Tool(String title) {
    this.title = title;
  }

  /** The name that people know the tool by. */
  public String title() {
    return title;
  }

  /** The name in {@code migration-gate.toml}. */
  public String settingsName() {
    return title.toLowerCase(Locale.ROOT);
  }
}
