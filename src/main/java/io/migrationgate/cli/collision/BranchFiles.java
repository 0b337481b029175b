package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.OpenBranch;
import java.util.List;
import java.util.Optional;

/**
 * The migration files that a branch has changed.
 *
 * @param differences from what they were where it left its base
 * @param onBase what its base has done since to files that the branch has changed
 * @param unclear files of which it cannot be told what the branch has done to them
 * @param measuredFromBase whether {@code differences} are from the base as it is now, because
 *     nothing tells what it was when the branch left it
 */
public record BranchFiles(
    OpenBranch branch,
    List<FileDifference> differences,
    List<FileDifference> onBase,
    List<UnclearFile> unclear,
    boolean measuredFromBase) {
  public BranchFiles {
    differences = List.copyOf(differences);
    onBase = List.copyOf(onBase);
    unclear = List.copyOf(unclear);
  }

  /** As they were where the branch left its base. */
  public List<FileVersion> before() {
    return differences.stream().map(FileDifference::before).flatMap(Optional::stream).toList();
  }

  /** As they are on the branch. */
  public List<FileVersion> after() {
    return differences.stream().map(FileDifference::after).flatMap(Optional::stream).toList();
  }
}
