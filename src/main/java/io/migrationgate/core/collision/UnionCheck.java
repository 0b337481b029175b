package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges what would come of merging branches into a base. */
final class UnionCheck {

  /** What is told of a problem whichever files and lines it is in. */
  private record Gist(ProblemKind kind, Set<RevisionId> revisions, String message) {
    static Gist of(Finding finding) {
      return new Gist(finding.kind(), Set.copyOf(finding.problem().revisions()), finding.message());
    }
  }

  private final MigrationChain base;
  private final Judge judge;
  private final Verdict baseVerdict;
  private final Set<Gist> known = new HashSet<>();

  UnionCheck(MigrationChain base, Judge judge) {
    this.base = base;
    this.judge = judge;
    this.baseVerdict = judge.judge(ChainUnion.of(base, List.of()));
    baseVerdict.findings().forEach(finding -> known.add(Gist.of(finding)));
  }

  Verdict ofBase() {
    return baseVerdict;
  }

  UnionOutcome of(List<BranchChange> changes) {
    Verdict verdict = judge.judge(ChainUnion.of(base, changes));
    List<Finding> caused =
        verdict.findings().stream()
            .filter(finding -> finding.severity() != Severity.WARNING)
            .filter(finding -> !isKnown(finding))
            .toList();
    List<OpenBranch> branches = changes.stream().map(BranchChange::branch).toList();
    // What was broken before, and still is, may hide what comes on top of it.
    boolean hidden = caused.isEmpty() && !(verdict instanceof Verdict.Pass);
    return new UnionOutcome(
        branches, hidden ? new Verdict.Unknown(verdict.findings()) : Verdict.of(caused));
  }

  /** A head that has moved on is no new one: it is the number of heads that counts. */
  private boolean isKnown(Finding finding) {
    return known.contains(Gist.of(finding))
        || finding.problem() instanceof GraphProblem.MultipleHeads
            && !hasMoreHeads(finding.problem());
  }

  private boolean hasMoreHeads(GraphProblem problem) {
    return baseVerdict.findings().stream()
        .map(Finding::problem)
        .filter(GraphProblem.MultipleHeads.class::isInstance)
        .allMatch(known -> known.revisions().size() < problem.revisions().size());
  }

  /** Whether merging these gives more heads than there may be, and than there are now. */
  boolean forks(List<BranchChange> changes) {
    MigrationChain union = ChainUnion.of(base, changes);
    if (union.graph().headsWithoutPhantoms().size() <= base.graph().headsWithoutPhantoms().size()) {
      return false;
    }
    return judge.judge(union).findings().stream()
        .map(Finding::problem)
        .anyMatch(
            problem ->
                problem instanceof GraphProblem.MultipleHeads
                    || problem instanceof GraphProblem.UnexpectedHead);
  }
}
