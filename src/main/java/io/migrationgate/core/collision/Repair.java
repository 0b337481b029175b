package io.migrationgate.core.collision;

import java.util.List;

/**
 * What is typed on a branch that gives way.
 *
 * @param branch that it is typed on
 * @param after the branches that have to be merged before
 */
record Repair(OpenBranch branch, List<OpenBranch> after, Moves moves) {

  Repair {
    after = List.copyOf(after);
  }

  /** Where nothing can be typed, or nothing needs to be. */
  static Repair none(OpenBranch branch) {
    return new Repair(branch, List.of(), Moves.NONE);
  }
}
