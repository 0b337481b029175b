package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.BranchChange;
import io.migrationgate.core.collision.FileEdit;
import io.migrationgate.core.collision.LineChanges;
import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.port.FileContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what branches do to one chain. It is measured from the base as it is now: what the base has
 * done to the same files since the branch left it is joined with it as git would.
 */
final class ChangeReader {

  private final ChainFolders chain;
  private final MigrationChain onBase;
  private final String baseName;
  private final Set<String> filesOnBase = new HashSet<>();

  ChangeReader(ChainFolders chain, MigrationChain onBase, String baseName) {
    this.chain = chain;
    this.onBase = onBase;
    this.baseName = baseName;
    onBase.graph().revisions().forEach(revision -> filesOnBase.add(revision.file()));
  }

  /** What the branch does to the chain; empty where it leaves the chain alone. */
  Optional<BranchChange> read(BranchFiles files) throws IOException {
    if (!chain.concerns(files)) {
      return Optional.empty();
    }
    List<GraphProblem> obstacles = new ArrayList<>();
    for (UnclearFile file : files.unclear()) {
      if (chain.holds(file.path())) {
        obstacles.add(undecided(file.path(), file.reason()));
      }
    }
    return Optional.of(
        (onBase.tool() == Tool.SQITCH ? ofPlan(files) : ofFiles(files, obstacles))
            .hinderedBy(obstacles));
  }

  /** A plan is one file, which every branch changes: it is joined line by line. */
  private BranchChange ofPlan(BranchFiles files) throws IOException {
    BranchChange change =
        BranchChange.between(files.branch(), chain.read(files.before()), chain.read(files.after()));
    return files.measuredFromBase() ? change.withoutLosses() : change;
  }

  private BranchChange ofFiles(BranchFiles files, List<GraphProblem> obstacles) throws IOException {
    List<FileDifference> differences = new ArrayList<>();
    List<FileDifference> leaving = new ArrayList<>();
    for (FileDifference difference : sinceBase(files, obstacles)) {
      (leaves(difference) ? leaving : differences).add(difference);
    }
    if (!leaving.isEmpty()) {
      obstacles.add(moved(leaving.getFirst(), files.branch()));
    }
    if (isTheWholeChain(differences)) {
      obstacles.add(
          undecided(
              differences.getFirst().before().orElseThrow().path(),
              "is deleted by "
                  + files.branch()
                  + " with all the others of this chain: check that branch out, and run collisions"
                  + " there"));
      differences.clear();
    }
    List<FileVersion> before = new ArrayList<>();
    List<FileVersion> after = new ArrayList<>();
    List<FileEdit> edits = new ArrayList<>();
    for (FileDifference difference : differences) {
      difference.before().ifPresent(before::add);
      difference.after().ifPresent(after::add);
      edit(difference).ifPresent(edits::add);
    }
    return BranchChange.between(files.branch(), chain.read(before), chain.read(after))
        .in(after.stream().map(FileVersion::path).toList(), edits);
  }

  /** Whether all that the base has is deleted, and nothing takes its place. */
  private boolean isTheWholeChain(List<FileDifference> differences) {
    Set<String> left = new HashSet<>(filesOnBase);
    for (FileDifference difference : differences) {
      if (difference.after().isPresent()) {
        return false;
      }
      difference.before().ifPresent(file -> left.remove(file.path()));
    }
    return left.isEmpty() && !filesOnBase.isEmpty();
  }

  /** Whether a revision was moved to where this chain does not look for it. */
  private boolean leaves(FileDifference difference) {
    return difference.before().isPresent()
        && difference.after().isPresent()
        && filesOnBase.contains(difference.before().get().path())
        && !chain.holds(difference.after().get().path());
  }

  /** The first file tells where they all have gone. */
  private static GraphProblem moved(FileDifference first, OpenBranch branch) {
    return undecided(
        first.before().orElseThrow().path(),
        "is moved to "
            + first.after().orElseThrow().path()
            + " by "
            + branch
            + ", where this chain is not looked for here: merge that move first, by itself, or run"
            + " collisions on that branch");
  }

  // --- what the base has done since --------------------------------------------------------------

  private List<FileDifference> sinceBase(BranchFiles files, List<GraphProblem> obstacles)
      throws IOException {
    Map<String, FileDifference> onBaseSince = new HashMap<>();
    for (FileDifference difference : files.onBase()) {
      difference.before().ifPresent(file -> onBaseSince.put(file.path(), difference));
    }
    List<FileDifference> differences = new ArrayList<>();
    for (FileDifference difference : files.differences()) {
      FileDifference since =
          difference.before().map(file -> onBaseSince.get(file.path())).orElse(null);
      if (since == null) {
        differences.add(difference);
      } else {
        Joined joined = joined(difference, since, files.branch().toString());
        joined.difference().ifPresent(differences::add);
        String path = difference.before().orElseThrow().path();
        if (!joined.clash().isEmpty() && isRevision(difference.before().orElseThrow())) {
          obstacles.add(
              undecided(
                  path,
                  joined.clash()
                      + ": git will stop there; merge "
                      + baseName
                      + " into the branch, and settle it"));
        }
      }
    }
    return differences;
  }

  /** What is left of a difference, and why not more; a clash is empty where there is none. */
  private record Joined(Optional<FileDifference> difference, String clash) {
    static final Joined NOTHING = new Joined(Optional.empty(), "");
  }

  private Joined joined(FileDifference own, FileDifference since, String branch) {
    FileVersion old = own.before().orElseThrow();
    if (own.after().isEmpty() || since.after().isEmpty()) {
      boolean both = own.after().isEmpty() && since.after().isEmpty();
      return both
          ? Joined.NOTHING
          : new Joined(
              Optional.empty(),
              own.after().isEmpty()
                  ? "is changed on " + baseName + " and deleted by " + branch
                  : "is deleted on " + baseName + " and changed by " + branch);
    }
    FileVersion mine = own.after().get();
    FileVersion theirs = since.after().get();
    boolean bothMoved = !mine.path().equals(old.path()) && !theirs.path().equals(old.path());
    Optional<byte[]> content =
        bothMoved && !mine.path().equals(theirs.path())
            ? Optional.empty()
            : content(old, mine, theirs);
    if (content.isEmpty()) {
      return new Joined(
          Optional.empty(), "is changed on " + baseName + " and by " + branch + " in one place");
    }
    String path = mine.path().equals(old.path()) ? theirs.path() : mine.path();
    FileVersion merged = new FileVersion(path, mine.kind(), new FileContent.Bytes(content.get()));
    return new Joined(Optional.of(FileDifference.changed(theirs, merged)), "");
  }

  private static Optional<byte[]> content(FileVersion old, FileVersion mine, FileVersion theirs) {
    return old.content() instanceof FileContent.Bytes before
            && mine.content() instanceof FileContent.Bytes own
            && theirs.content() instanceof FileContent.Bytes other
            && mine.kind() == theirs.kind()
        ? LineChanges.between(before.bytes(), own.bytes())
            .mergedWith(LineChanges.between(before.bytes(), other.bytes()))
        : Optional.empty();
  }

  /** Folders hold other files too, such as notes. */
  private boolean isRevision(FileVersion file) throws IOException {
    MigrationChain alone = chain.read(List.of(file));
    return alone.graph().size() > 0 || !alone.complete();
  }

  // --- files of one branch -----------------------------------------------------------------------

  private static Optional<FileEdit> edit(FileDifference difference) {
    if (difference.before().isEmpty()
        || !(difference.before().get().content() instanceof FileContent.Bytes before)) {
      return Optional.empty();
    }
    String from = difference.before().get().path();
    if (difference.after().isEmpty()) {
      return Optional.of(
          new FileEdit(from, Optional.empty(), LineChanges.between(before.bytes(), new byte[0])));
    }
    return difference.after().get().content() instanceof FileContent.Bytes after
        ? Optional.of(
            new FileEdit(
                from,
                Optional.of(difference.after().get().path()),
                LineChanges.between(before.bytes(), after.bytes())))
        : Optional.empty();
  }

  private static GraphProblem undecided(String path, String reason) {
    return new GraphProblem.Undecided(SourceLocation.wholeFile(path), reason);
  }
}
