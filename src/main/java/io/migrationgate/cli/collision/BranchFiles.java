package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.OpenBranch;
import java.util.List;

/**
 * The migration files that a branch has changed.
 *
 * @param before as they were where it left its base
 * @param after as they are on the branch
 * @param measuredFromBase whether {@code before} is the base as it is now, because nothing tells
 *     what it was when the branch left it
 */
public record BranchFiles(
    OpenBranch branch,
    List<FileVersion> before,
    List<FileVersion> after,
    boolean measuredFromBase) {
  public BranchFiles {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
