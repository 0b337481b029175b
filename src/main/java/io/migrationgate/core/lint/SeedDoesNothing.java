package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.sql.SqlStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An insert that passes over rows that are there already, empty values included. */
public final class SeedDoesNothing implements LintRule {

  @Override
  public String id() {
    return "seed-does-nothing";
  }

  @Override
  public Level usualLevel() {
    return Level.WARN;
  }

  @Override
  public String title() {
    return "A seed does nothing where the row is there already";
  }

  @Override
  public String explanation() {
    return "On a new database the seed works. On one that has the row already, with an empty or"
        + " missing value, it does nothing and says nothing: the migration counts as run, and what"
        + " needs the value later fails.";
  }

  @Override
  public String remedy() {
    return "Fill what is empty and never overwrite what somebody has set. NULLIF is for texts: of"
        + " other columns write COALESCE(t.x, EXCLUDED.x). Leave out columns of the key and those"
        + " that need no value.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      for (Migration migration : chain.migrations()) {
        look(migration, migration.upgrade(), findings);
      }
    }
    for (TextFile file : examined.sqlFiles()) {
      look(file, findings);
    }
  }

  private void look(Migration migration, Operations operations, FindingList findings) {
    for (SqlText sql : operations.sql()) {
      for (SqlStatement statement : sql.statements()) {
        Optional<Seed> seed = Seed.in(statement);
        if (seed.isPresent() && isDoubtful(seed.get(), operations.createdTables())) {
          add(seed.get(), migration.at(sql.line()), findings);
        }
      }
    }
    for (int line : operations.ignoredConflicts()) {
      findings.add(
          "the insert does nothing where a row is there already, even if its values are empty",
          List.of(migration.at(line)),
          remedy(),
          Optional.of(
              ".on_conflict_do_update(index_elements=[...], set_={\"x\":"
                  + " func.coalesce(func.nullif(table.c.x, \"\"), stmt.excluded.x)})"));
    }
  }

  private void look(TextFile file, FindingList findings) {
    Set<String> created = new HashSet<>();
    for (SqlStatement statement : SqlStatement.in(file.text())) {
      CreatedTable.of(statement).ifPresent(created::add);
      Optional<Seed> seed = Seed.in(statement);
      if (seed.isPresent() && isDoubtful(seed.get(), created)) {
        add(seed.get(), new SourceLocation(file.path(), seed.get().line()), findings);
      }
    }
  }

  /** In a table that the same migration has made there is nothing to conflict with. */
  private static boolean isDoubtful(Seed seed, Set<String> createdTables) {
    return !seed.isNothingButKey() && !createdTables.contains(seed.table().plain());
  }

  private void add(Seed seed, SourceLocation place, FindingList findings) {
    findings.add(
        "the insert into "
            + seed.table().written()
            + " does nothing where the row is there already, even if its values are empty ("
            + seed.form().words()
            + ")",
        List.of(place),
        remedy(),
        Optional.of(seed.replacement()));
  }
}
