package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor.Followers;
import io.migrationgate.core.graph.GraphProblem;
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

  /** One merge, and what has to be done to the branch before. */
  public record Step(OpenBranch branch, Moves moves) {}

  /**
   * A change to one revision of a branch, made on that branch.
   *
   * @param revision as the branch has it after the moves before this one
   * @param id the one to give it
   * @param parent the one to let it follow
   * @param from the parent that gives way, where the revision has several
   * @param followers whom those follow that name the id, where what is merged has it as well
   * @param files what is renamed, where the number stands in names alone
   */
  public record Move(
      Revision revision,
      Optional<RevisionId> id,
      Optional<RevisionId> parent,
      Optional<RevisionId> from,
      Followers followers,
      List<GraphProblem.Renaming> files) {
    public Move {
      files = List.copyOf(files);
    }
  }

  public MergePlan {
    steps = List.copyOf(steps);
    stuck = List.copyOf(stuck);
  }

  /** Whether every branch can be merged as it is, in this order. */
  public boolean needsNoChange() {
    return stuck.isEmpty() && steps.stream().allMatch(step -> step.moves().isEmpty());
  }
}
