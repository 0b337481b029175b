package io.migrationgate.core.collision;

import java.util.List;

/**
 * What is typed on a branch that gives way.
 *
 * @param branch that it is typed on
 * @param after the branches that have to be merged before
 * @param onBase whether the base has to be merged into the branch before
 */
public record Repair(
    OpenBranch branch, List<OpenBranch> after, boolean onBase, List<MergePlan.Move> moves) {

  public Repair {
    after = List.copyOf(after);
    moves = List.copyOf(moves);
  }
}
