package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;

/** Claims that cannot all be merged as they are. */
public sealed interface Collision {

  /** In the order in which the branches are known, what is merged first. */
  List<Claim> claims();

  /** Different files have one id. */
  record SameId(RevisionId id, List<Claim> claims) implements Collision {
    public SameId {
      claims = List.copyOf(claims);
    }
  }

  /** Different ids have one number. */
  record SameNumber(long number, List<Claim> claims) implements Collision {
    public SameNumber {
      claims = List.copyOf(claims);
    }
  }

  /** Different revisions follow one parent: merged, they are two heads. */
  record SameParent(RevisionId parent, List<Claim> claims) implements Collision {
    public SameParent {
      claims = List.copyOf(claims);
    }
  }

  /**
   * A new revision follows what is no longer the head of the base.
   *
   * @param target the head that it should follow; empty where there are several
   */
  record StaleParent(Claim claim, RevisionId parent, Optional<Revision> target)
      implements Collision {
    @Override
    public List<Claim> claims() {
      return List.of(claim);
    }
  }
}
