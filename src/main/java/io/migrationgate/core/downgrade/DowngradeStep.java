package io.migrationgate.core.downgrade;

import io.migrationgate.core.graph.Revision;
import java.util.List;

/**
 * One revision that is taken back.
 *
 * @param file that says how
 * @param evidence for the mark, and what else it does; empty where it does nothing
 */
public record DowngradeStep(Revision revision, String file, Mark mark, List<Evidence> evidence) {

  public DowngradeStep {
    evidence = List.copyOf(evidence);
  }

  static DowngradeStep of(Revision revision, String file, List<Evidence> evidence) {
    Mark worst = Mark.NO_DDL;
    for (Evidence each : evidence) {
      worst = worst.orWorse(each.mark());
    }
    return new DowngradeStep(revision, file, worst, evidence);
  }
}
