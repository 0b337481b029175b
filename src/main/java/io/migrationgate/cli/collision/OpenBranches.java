package io.migrationgate.cli.collision;

import java.util.List;

/** What could be learnt of the branches that are not merged yet. */
public record OpenBranches(List<BranchFiles> read, List<UnreadBranch> unread) {
  public OpenBranches {
    read = List.copyOf(read);
    unread = List.copyOf(unread);
  }
}
