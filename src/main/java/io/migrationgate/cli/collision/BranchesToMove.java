package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.Reparenting;
import java.util.List;

/** The open branches that have to re-parent, and those of which nothing can be said. */
public record BranchesToMove(List<Reparenting> moves, List<UnreadBranch> unread) {
  public BranchesToMove {
    moves = List.copyOf(moves);
    unread = List.copyOf(unread);
  }
}
