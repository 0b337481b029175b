package io.migrationgate.core.lint;

import java.util.List;

/** A change that joins heads and, in the same breath, changes the database. */
public final class RepairWithDdl implements LintRule {

  @Override
  public String id() {
    return "repair-with-ddl";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A repair of several heads brings DDL along";
  }

  @Override
  public String explanation() {
    return "A repair is made in a hurry, with pods waiting, and is waved through because it is"
        + " known to be empty. DDL that comes with it has been reviewed by nobody.";
  }

  @Override
  public String remedy() {
    return "Escalate: let somebody who knows the database decide. Usually the merge goes first,"
        + " alone, and the DDL follows in a change of its own.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      List<Migration> merges =
          chain.migrations().stream()
              .filter(Migration::isMerge)
              .filter(migration -> examined.isAdded(migration.revision().file()))
              .toList();
      if (merges.isEmpty()) {
        continue;
      }
      for (Migration migration : chain.migrations()) {
        if (!migration.isMerge()
            && examined.concerns(migration.revision().file())
            && migration.upgrade().ddl().isPresent()) {
          DatabaseChange ddl = migration.upgrade().ddl().get();
          findings.add(
              migration.revision().id()
                  + " comes with the merge "
                  + merges.getFirst().revision().id()
                  + " and contains DDL: "
                  + ddl.what(),
              List.of(migration.at(ddl.line()), merges.getFirst().revision().parentsLocation()));
        }
      }
    }
  }
}
