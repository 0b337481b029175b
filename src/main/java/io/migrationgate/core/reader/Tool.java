package io.migrationgate.core.reader;

import io.migrationgate.core.graph.IdRules;
import java.util.Locale;

/** The migration tools whose chains can be read. */
public enum Tool {
  ALEMBIC("Alembic", true),
  SQITCH("sqitch", false),
  FLYWAY("Flyway", false),
  GOLANG_MIGRATE("golang-migrate", false),
  DJANGO("Django", true),
  /** Files with numbers, whatever reads them. */
  NUMBERED("numbered", false);

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

  /** Whose rules the ids of its chains are held to. */
  public IdRules idRules() {
    return this == ALEMBIC ? IdRules.ALEMBIC : IdRules.OF_THE_READER;
  }

  /** The name in {@code migration-gate.toml}. */
  public String settingsName() {
    return title.toLowerCase(Locale.ROOT);
  }
}
