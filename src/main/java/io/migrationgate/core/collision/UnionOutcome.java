package io.migrationgate.core.collision;

import io.migrationgate.core.verdict.Verdict;
import java.util.List;

/**
 * What would come of merging these branches into the base.
 *
 * @param verdict on what they would bring; unknown where all that is wrong is wrong with the base
 *     already
 */
public record UnionOutcome(List<OpenBranch> branches, Verdict verdict) {
  public UnionOutcome {
    branches = List.copyOf(branches);
  }

  public boolean isBlocked() {
    return verdict instanceof Verdict.Blocked;
  }
}
