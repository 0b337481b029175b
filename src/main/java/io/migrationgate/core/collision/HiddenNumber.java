package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that may have taken the number that looks free.
 *
 * @param holder who has the file
 * @param finding what keeps its number from being known
 */
public record HiddenNumber(Holder holder, Finding finding) {

  /** The first such file of the base or of an open branch; empty where all numbers are known. */
  public static Optional<HiddenNumber> among(
      MigrationChain base, String baseName, List<BranchChange> open) {
    Optional<Finding> merged = first(base, base.problems());
    if (merged.isPresent()) {
      return Optional.of(new HiddenNumber(new Holder.Base(baseName), merged.get()));
    }
    for (BranchChange change : open) {
      Optional<Finding> raised = first(base, change.raised());
      if (raised.isPresent()) {
        return Optional.of(new HiddenNumber(new Holder.Open(change.branch()), raised.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> first(MigrationChain chain, List<GraphProblem> problems) {
    List<GraphProblem> hiding = new ArrayList<>();
    for (GraphProblem problem : problems) {
      // The number of a misnamed file is there to be read, but not by the tool's own rules.
      if (MigrationChain.hidesRevisions(problem) || problem instanceof GraphProblem.MisnamedFile) {
        hiding.add(problem);
      }
    }
    return hiding.isEmpty()
        ? Optional.empty()
        : new Judge(Policy.ONE_HEAD)
            .judge(chain.imagined(chain.graph(), hiding)).findings().stream()
                .filter(finding -> hiding.contains(finding.problem()))
                .findFirst();
  }
}
