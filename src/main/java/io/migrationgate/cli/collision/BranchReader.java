package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.port.CommitId;
import io.migrationgate.port.Repository;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeDifference;
import io.migrationgate.port.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads branches of this clone: of each only the migration files that it has changed since it left
 * its base.
 */
public final class BranchReader {

  /** As large as the reader of a chain takes a file. */
  public static final int MAX_FILE = 16 << 20;

  private final Repository repository;
  private final CommitId base;
  private final String baseName;
  private final List<String> folders;

  /**
   * For branches that are to be merged into one base.
   *
   * @param folders of all chains, from the root of the repository
   */
  public BranchReader(Repository repository, CommitId base, String baseName, List<String> folders) {
    this.repository = repository;
    this.base = base;
    this.baseName = baseName;
    this.folders = List.copyOf(folders);
  }

  /** Every migration file of the base. */
  public List<FileVersion> base() throws RepositoryException {
    return versions(folders.isEmpty() ? List.of() : repository.files(base, folders));
  }

  /** What a branch has changed; empty where it has no history in common with its base. */
  public Optional<BranchFiles> changes(OpenBranch branch, CommitId head)
      throws RepositoryException {
    Optional<CommitId> parted = repository.mergeBase(base, head);
    if (parted.isEmpty()) {
      return Optional.empty();
    }
    List<TreeFile> before = new ArrayList<>();
    List<TreeFile> after = new ArrayList<>();
    if (!folders.isEmpty() && !parted.get().equals(head)) {
      for (TreeDifference difference : repository.differences(parted.get(), head, folders)) {
        difference.before().ifPresent(before::add);
        difference.after().ifPresent(after::add);
      }
    }
    return Optional.of(new BranchFiles(branch, versions(before), versions(after), false));
  }

  /** Local branches, by the names that a person has given. */
  public OpenBranches named(List<String> names, CommitId current) throws RepositoryException {
    List<BranchFiles> read = new ArrayList<>();
    List<UnreadBranch> unread = new ArrayList<>();
    for (String name : names) {
      OpenBranch branch = OpenBranch.local(name);
      Optional<CommitId> head = repository.find(name);
      if (head.isEmpty()) {
        unread.add(
            new UnreadBranch(
                branch, "does not exist in this clone; fetch it, or correct the name"));
      } else if (!head.get().equals(current)) {
        read(branch, head.get(), read, unread);
      }
    }
    return new OpenBranches(read, unread);
  }

  private void read(
      OpenBranch branch, CommitId head, List<BranchFiles> read, List<UnreadBranch> unread) {
    try {
      changes(branch, head)
          .ifPresentOrElse(
              read::add,
              () ->
                  unread.add(
                      new UnreadBranch(branch, "has no history in common with " + baseName)));
    } catch (RepositoryException failure) {
      unread.add(new UnreadBranch(branch, "cannot be compared: " + failure.getMessage()));
    }
  }

  private List<FileVersion> versions(List<TreeFile> files) throws RepositoryException {
    List<FileVersion> versions = new ArrayList<>(files.size());
    for (TreeFile file : files) {
      versions.add(new FileVersion(file.path(), file.kind(), repository.content(file, MAX_FILE)));
    }
    return versions;
  }
}
