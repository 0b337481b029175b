package io.migrationgate.gate;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a database knows better than a comparison of images: a revision that it has yet to run is
 * none that it never runs, wherever that stands.
 */
final class Refutation {

  private Refutation() {}

  /** Whether a verdict would be a pass without the comparison. */
  static boolean isAllThatBlocks(Verdict verdict) {
    boolean any = false;
    for (Finding finding : verdict.findings()) {
      boolean compared = finding.problem() instanceof GraphProblem.InsertedBelow;
      if (!compared && finding.severity() != Severity.WARNING) {
        return false;
      }
      any |= compared && finding.severity() != Severity.WARNING;
    }
    return any;
  }

  /** The chain without what this state refutes. */
  static ExaminedChain of(ExaminedChain.Judged judged, AppliedState state) {
    List<Finding> left = new ArrayList<>();
    for (Finding finding : judged.verdict().findings()) {
      if (!(finding.problem() instanceof GraphProblem.InsertedBelow inserted
          && isRefuted(inserted, state))) {
        left.add(finding);
      }
    }
    return new ExaminedChain.Judged(judged.chain(), judged.policy(), Verdict.of(left));
  }

  private static boolean isRefuted(GraphProblem.InsertedBelow problem, AppliedState state) {
    return switch (state) {
      case AppliedState.Behind(List<RevisionId> pending) -> {
        Set<RevisionId> ahead = new HashSet<>(pending);
        yield !problem.inserted().isEmpty() && ahead.containsAll(problem.revisions());
      }
      // Where it may be due to a wrong name, it says nothing.
      case AppliedState.NotInitialised(var pending, Optional<?> doubt) -> doubt.isEmpty();
      case AppliedState.Equal equal -> false;
      case AppliedState.Ahead ahead -> false;
      case AppliedState.Diverged diverged -> false;
      case AppliedState.Unreachable unreachable -> false;
    };
  }
}
