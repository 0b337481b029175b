package io.migrationgate.core.downgrade;

import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.List;
import java.util.Optional;

/**
 * The way from one state of a database back to an older one.
 *
 * @param from what the database has
 * @param to what it is to have; none where everything is taken back
 * @param steps the first one first
 */
public record DowngradeSteps(
    MigrationChain chain,
    List<RevisionId> from,
    Optional<RevisionId> to,
    List<DowngradeStep> steps) {

  public DowngradeSteps {
    from = List.copyOf(from);
    steps = List.copyOf(steps);
  }

  /** How many of them somebody has to be asked about. */
  public long toEscalate() {
    return steps.stream().filter(step -> step.mark().escalates()).count();
  }

  /** Whether all that is to be escalated is what cannot be told. */
  public boolean isOnlyUntold() {
    return steps.stream()
        .map(DowngradeStep::mark)
        .allMatch(mark -> mark == Mark.NO_DDL || mark == Mark.UNTELLABLE);
  }
}
