package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;

/**
 * An order in which open branches can be merged, one after the other, with what has to be done to
 * each before its turn.
 *
 * @param stuck branches for which no such thing was found
 */
public record MergePlan(List<Step> steps, List<OpenBranch> stuck) {

  /** One merge. */
  public record Step(OpenBranch branch, List<Move> moves) {
    public Step {
      moves = List.copyOf(moves);
    }
  }

  /**
   * A change to one revision of a branch, made on that branch when its turn has come.
   *
   * @param revision as the branch has it now
   * @param id the one to give it
   * @param parent the one to let it follow
   */
  public record Move(Revision revision, Optional<RevisionId> id, Optional<RevisionId> parent) {}

  public MergePlan {
    steps = List.copyOf(steps);
    stuck = List.copyOf(stuck);
  }

  /** Whether every branch can be merged as it is, in this order. */
  public boolean needsNoChange() {
    return stuck.isEmpty() && steps.stream().allMatch(step -> step.moves().isEmpty());
  }
}
