package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;

/**
 * What an open branch has to do before it can be merged.
 *
 * @param revision the lowest of its own
 * @param from what that follows now
 * @param onto what it has to follow
 */
public record Reparenting(OpenBranch branch, Revision revision, RevisionId from, RevisionId onto) {

  /** Whether its id is the one that it has to follow, so that it needs another as well. */
  public boolean losesItsId() {
    return revision.id().equals(onto);
  }
}
