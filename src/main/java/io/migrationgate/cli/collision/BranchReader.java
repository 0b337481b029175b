package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.port.CommitId;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.Repository;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeDifference;
import io.migrationgate.port.TreeFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Map<String, String> objectsOnBase = new HashMap<>();
  private final Map<CommitId, List<TreeDifference>> doneOnBase = new HashMap<>();
  private final Map<CommitId, Map<String, Set<String>>> formerPlaces = new HashMap<>();

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
    List<TreeFile> files = folders.isEmpty() ? List.of() : repository.files(base, folders);
    files.forEach(file -> objectsOnBase.put(file.path(), file.object()));
    return versions(files);
  }

  /** What a branch has changed; empty where it has no history in common with its base. */
  public Optional<BranchFiles> changes(OpenBranch branch, CommitId head)
      throws RepositoryException {
    Optional<CommitId> parted = repository.mergeBase(base, head);
    if (parted.isEmpty()) {
      return Optional.empty();
    }
    List<TreeDifference> own = differences(parted.get(), head);
    return Optional.of(
        new BranchFiles(
            branch,
            versionsOf(own),
            versionsOf(onBase(parted.get(), own)),
            leftBehind(branch, parted.get(), head),
            false));
  }

  /**
   * A branch that began before the base moved a folder has its migrations where nobody looks for
   * them any more; git would put them elsewhere, or ask.
   */
  private List<UnclearFile> leftBehind(OpenBranch branch, CommitId parted, CommitId head)
      throws RepositoryException {
    List<UnclearFile> unclear = new ArrayList<>();
    if (parted.equals(head)) {
      return unclear;
    }
    for (Map.Entry<String, Set<String>> moved : formerPlaces(parted).entrySet()) {
      String folder = moved.getKey();
      List<String> former = List.copyOf(moved.getValue());
      if (!repository.differences(parted, head, former).isEmpty()) {
        String old = former.getFirst();
        unclear.add(
            new UnclearFile(
                folder,
                "is where "
                    + baseName
                    + " has moved what was in "
                    + old
                    + ", which "
                    + branch
                    + " changes: merge "
                    + baseName
                    + " into that branch first"));
      }
    }
    return unclear;
  }

  private boolean isEmptyOnBase(String folder) {
    return objectsOnBase.keySet().stream()
        .noneMatch(path -> path.equals(folder) || path.startsWith(folder + "/"));
  }

  /** Of each folder that was not there yet, from where the base has moved something into it. */
  private Map<String, Set<String>> formerPlaces(CommitId parted) throws RepositoryException {
    Map<String, Set<String>> known = formerPlaces.get(parted);
    if (known == null) {
      known = new LinkedHashMap<>();
      for (String folder : folders) {
        if (!isEmptyOnBase(folder) && !repository.has(parted, folder)) {
          Set<String> former = formerPlaces(parted, folder);
          if (!former.isEmpty()) {
            known.put(folder, former);
          }
        }
      }
      formerPlaces.put(parted, known);
    }
    return known;
  }

  private Set<String> formerPlaces(CommitId parted, String folder) throws RepositoryException {
    Set<String> former = new LinkedHashSet<>();
    for (TreeDifference difference : repository.differences(parted, base, List.of(""))) {
      if (difference.before().isPresent() && difference.after().isPresent()) {
        String from = difference.before().get().path();
        String to = difference.after().get().path();
        if (!holds(from) && (to.equals(folder) || to.startsWith(folder + "/"))) {
          former.add(from.substring(0, Math.max(0, from.lastIndexOf('/'))));
        }
      }
    }
    return former;
  }

  /** Whether a branch has any commit that its base has not. */
  boolean isAhead(CommitId head) throws RepositoryException {
    return repository.mergeBase(base, head).filter(head::equals).isEmpty();
  }

  /** Where files have gone from the folders, or come to an empty one, the whole tree tells why. */
  private List<TreeDifference> differences(CommitId from, CommitId to) throws RepositoryException {
    if (folders.isEmpty() || from.equals(to)) {
      return List.of();
    }
    List<TreeDifference> found = repository.differences(from, to, folders);
    boolean moved = false;
    for (TreeDifference difference : found) {
      moved |=
          difference.after().isEmpty() || difference.before().isEmpty() && objectsOnBase.isEmpty();
    }
    return moved
        ? repository.differences(from, to, List.of("")).stream().filter(this::concerns).toList()
        : found;
  }

  private boolean concerns(TreeDifference difference) {
    return difference.before().filter(file -> holds(file.path())).isPresent()
        || difference.after().filter(file -> holds(file.path())).isPresent();
  }

  /** What the base has done since to the files that a branch has changed. */
  private List<TreeDifference> onBase(CommitId parted, List<TreeDifference> own)
      throws RepositoryException {
    Set<String> changed = new HashSet<>();
    for (TreeDifference difference : own) {
      if (difference.before().isPresent()) {
        TreeFile file = difference.before().get();
        // The only file of a chain is no migration, but a plan of many.
        if (!folders.contains(file.path())
            && holds(file.path())
            && !file.object().equals(objectsOnBase.get(file.path()))) {
          changed.add(file.path());
        }
      }
    }
    return changed.isEmpty()
        ? List.of()
        : doneOnBase(parted).stream()
            .filter(
                difference ->
                    difference.before().filter(file -> changed.contains(file.path())).isPresent())
            .toList();
  }

  private List<TreeDifference> doneOnBase(CommitId parted) throws RepositoryException {
    List<TreeDifference> known = doneOnBase.get(parted);
    if (known == null) {
      known = differences(parted, base);
      doneOnBase.put(parted, known);
    }
    return known;
  }

  /** The files that the base has since moved to where no chain is looked for in this work tree. */
  public List<UnclearFile> movedAway(CommitId head) throws RepositoryException {
    Optional<CommitId> parted = repository.mergeBase(base, head);
    List<UnclearFile> moved = new ArrayList<>();
    for (TreeDifference difference :
        parted.isEmpty() ? List.<TreeDifference>of() : doneOnBase(parted.get())) {
      if (difference.before().isPresent()
          && difference.after().isPresent()
          && holds(difference.before().get().path())
          && !holds(difference.after().get().path())) {
        moved.add(
            new UnclearFile(
                difference.before().get().path(),
                "is moved to "
                    + difference.after().get().path()
                    + " on "
                    + baseName
                    + ", where no chain is looked for here: merge "
                    + baseName
                    + " into this branch first"));
      }
    }
    return moved;
  }

  private boolean holds(String path) {
    for (String folder : folders) {
      if (folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/")) {
        return true;
      }
    }
    return false;
  }

  private List<FileDifference> versionsOf(List<TreeDifference> differences)
      throws RepositoryException {
    List<FileDifference> versions = new ArrayList<>(differences.size());
    for (TreeDifference difference : differences) {
      Optional<FileVersion> before = Optional.empty();
      if (difference.before().isPresent()) {
        before = Optional.of(version(difference.before().get()));
      }
      Optional<FileVersion> after = Optional.empty();
      if (difference.after().isPresent()) {
        after = Optional.of(version(difference.after().get()));
      }
      // Neither is there where another repository has taken the place of one.
      if (before.isPresent() || after.isPresent()) {
        versions.add(new FileDifference(before, after));
      }
    }
    return versions;
  }

  /** A file outside the folders is known by its name alone. */
  private FileVersion version(TreeFile file) throws RepositoryException {
    return new FileVersion(
        file.path(),
        file.kind(),
        holds(file.path()) ? repository.content(file, MAX_FILE) : new FileContent.Absent());
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
      versions.add(version(file));
    }
    return versions;
  }
}
