package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;

/** An upgrade with DDL that nothing takes back. */
public final class DowngradeMissing implements LintRule {

  @Override
  public String id() {
    return "downgrade-missing";
  }

  @Override
  public Level usualLevel() {
    return Level.WARN;
  }

  @Override
  public String title() {
    return "An upgrade contains DDL and its downgrade does nothing";
  }

  @Override
  public String explanation() {
    return "`alembic downgrade` succeeds and changes nothing but the version: the database then"
        + " says it is older than it is, and the next upgrade fails on what exists already.";
  }

  @Override
  public String remedy() {
    return "Undo the change in downgrade(), or let it `raise NotImplementedError` with the reason,"
        + " so that nobody relies on it.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      for (Migration migration : chain.migrations()) {
        Operations down = migration.downgrade();
        boolean nothing = !down.present() || down.idle();
        if (nothing && migration.upgrade().ddl().isPresent()) {
          String ddl = migration.upgrade().ddl().get().what();
          SourceLocation place =
              down.present() ? migration.at(down.line()) : migration.revision().location();
          findings.add(
              migration.revision().id()
                  + (down.present() ? " has an empty downgrade" : " has no downgrade")
                  + ", and its upgrade contains "
                  + ddl,
              place);
        }
      }
    }
  }
}
