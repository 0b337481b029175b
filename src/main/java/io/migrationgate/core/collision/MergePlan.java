package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor;
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

  /**
   * One merge.
   *
   * @param alone what has to be done before the base is merged into the branch
   * @param moves what is done with the base merged into it
   */
  public record Step(OpenBranch branch, List<Move> alone, List<Move> moves) {
    public Step {
      alone = List.copyOf(alone);
      moves = List.copyOf(moves);
    }

    /** Whether the branch can be merged as it is. */
    public boolean needsNoChange() {
      return alone.isEmpty() && moves.isEmpty();
    }
  }

  /**
   * A change to one revision of a branch, made on that branch when its turn has come.
   *
   * @param revision as the branch has it now
   * @param id the one to give it
   * @param parent the one to let it follow
   * @param followers where what is merged has the same id: whom those that name it go with
   */
  public record Move(
      Revision revision,
      Optional<RevisionId> id,
      Optional<RevisionId> parent,
      ChainEditor.Followers followers) {}

  public MergePlan {
    steps = List.copyOf(steps);
    stuck = List.copyOf(stuck);
  }

  /** Whether every branch can be merged as it is, in this order. */
  public boolean needsNoChange() {
    return stuck.isEmpty() && steps.stream().allMatch(Step::needsNoChange);
  }
}
