package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a chain would be like after some branches were merged, as git merges files. */
final class ChainUnion {

  /** A revision by its place: two files may have one id. */
  private record Place(String file, String id) {
    static Place of(Revision revision) {
      return new Place(revision.file(), revision.id().value());
    }
  }

  /** What a branch that was merged before has done to a file. */
  private record Earlier(OpenBranch branch, FileEdit edit) {}

  /** A file that was not there before. */
  private record Brought(OpenBranch branch, Revision revision) {}

  private final MigrationChain base;
  private final Map<Place, Revision> revisions = new LinkedHashMap<>();
  private final Set<Revision> further = new LinkedHashSet<>();
  private final Set<GraphProblem> problems;

  /** By where the files were before any branch. */
  private final Map<String, List<Earlier>> edited = new HashMap<>();

  /** Who has brought the files that were not there before. */
  private final Map<String, Brought> brought = new HashMap<>();

  /** What has become of files that one branch at least has edited. */
  private final Map<String, Optional<Revision>> became = new HashMap<>();

  private ChainUnion(MigrationChain base) {
    this.base = base;
    this.problems = new LinkedHashSet<>(base.problems());
    for (Revision revision : base.graph().revisions()) {
      revisions.put(Place.of(revision), revision);
    }
  }

  static MigrationChain of(MigrationChain base, List<BranchChange> changes) {
    ChainUnion union = new ChainUnion(base);
    changes.forEach(union::merge);
    return union.chain();
  }

  private void merge(BranchChange change) {
    Map<String, FileEdit> edits = new HashMap<>();
    change.edits().forEach(edit -> edits.put(edit.from(), edit));
    Set<Revision> done = new HashSet<>();
    for (Revision old : change.removed()) {
      FileEdit edit = edits.get(old.file());
      if (edit == null) {
        remove(old, change);
      } else {
        Optional<Revision> fresh = edit.to().flatMap(file -> at(file, change.added()));
        fresh.ifPresent(done::add);
        edit(old, fresh, edit, change.branch());
      }
    }
    for (Revision revision : change.added()) {
      if (!done.contains(revision)) {
        add(revision);
        if (base.tool() != Tool.SQITCH) {
          bring(revision, change.branch());
        }
      }
    }
    change.settled().forEach(problems::remove);
    problems.addAll(change.raised());
  }

  private static Optional<Revision> at(String file, List<Revision> revisions) {
    return revisions.stream().filter(revision -> revision.file().equals(file)).findFirst();
  }

  // --- lines of a plan, which are no files -------------------------------------------------------

  private void remove(Revision old, BranchChange change) {
    Revision present = revisions.remove(Place.of(old));
    // Both sides may have made the same change, else only git knows what comes of it.
    if (present != null
        && present.fingerprint() != old.fingerprint()
        && !change.added().contains(present)) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(present.file()),
              "was changed on both sides: only the merge itself can tell what it becomes"));
    }
  }

  // --- files -------------------------------------------------------------------------------------

  /** Two files of one name and with one id are a collision that is told of by its id. */
  private void bring(Revision revision, OpenBranch branch) {
    Brought before = brought.putIfAbsent(revision.file(), new Brought(branch, revision));
    if (before != null && !before.revision().id().equals(revision.id())) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(revision.file()),
              "is added by "
                  + before.branch()
                  + " and "
                  + branch
                  + " with different contents: rename one of the two"));
    }
  }

  private void add(Revision revision) {
    Revision present = revisions.putIfAbsent(Place.of(revision), revision);
    if (present != null && !present.equals(revision)) {
      further.add(revision);
    }
  }

  private void edit(Revision old, Optional<Revision> fresh, FileEdit edit, OpenBranch branch) {
    List<Earlier> before = edited.computeIfAbsent(edit.from(), unused -> new ArrayList<>());
    for (Earlier other : before) {
      if (other.edit().clashesWith(edit)) {
        problems.add(clash(other, edit, branch));
        return;
      }
    }
    Optional<Revision> present = became.getOrDefault(edit.from(), Optional.of(old));
    before.add(new Earlier(branch, edit));
    Optional<Revision> merged = Optional.empty();
    if (present.isPresent() && fresh.isPresent()) {
      revisions.remove(Place.of(present.get()));
      merged = joined(old, present.get(), fresh.get());
      if (merged.isEmpty()) {
        problems.add(
            new GraphProblem.Undecided(
                SourceLocation.wholeFile(old.file()),
                "is given different ids or parents by "
                    + before.getFirst().branch()
                    + " and "
                    + branch
                    + ": settle it on one of the two"));
        merged = present;
      }
      merged.ifPresent(this::add);
    } else {
      revisions.remove(Place.of(old));
    }
    became.put(edit.from(), merged);
  }

  private static GraphProblem clash(Earlier other, FileEdit edit, OpenBranch branch) {
    String reason;
    if (other.edit().isDeletion()) {
      reason = "is deleted by " + other.branch() + " and changed by " + branch;
    } else if (edit.isDeletion()) {
      reason = "is deleted by " + branch + " and changed by " + other.branch();
    } else {
      reason = "is changed by " + other.branch() + " and " + branch + " in one place";
    }
    return new GraphProblem.Undecided(
        SourceLocation.wholeFile(edit.from()),
        reason
            + ": git will stop there, and only a person can tell what it becomes; merge the one"
            + " into the other, and settle it there");
  }

  /** Each fact as the side has it that has changed it; empty where both have, and differently. */
  private static Optional<Revision> joined(Revision old, Revision one, Revision other) {
    if (one.equals(old) || one.equals(other)) {
      return Optional.of(other);
    }
    Optional<RevisionId> id = joined(old.id(), one.id(), other.id());
    Optional<List<RevisionId>> parents = joined(old.parents(), one.parents(), other.parents());
    Optional<List<String>> dependsOn = joined(old.dependsOn(), one.dependsOn(), other.dependsOn());
    Optional<List<String>> labels =
        joined(old.branchLabels(), one.branchLabels(), other.branchLabels());
    Optional<String> file = joined(old.file(), one.file(), other.file());
    if (id.isEmpty()
        || parents.isEmpty()
        || dependsOn.isEmpty()
        || labels.isEmpty()
        || file.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Revision(
            id.get(),
            parents.get(),
            dependsOn.get(),
            labels.get(),
            file.get(),
            other.lines(),
            // That of no file: neither side has it as it will be.
            31 * one.fingerprint() + other.fingerprint()));
  }

  private static <T> Optional<T> joined(T old, T one, T other) {
    if (one.equals(old) || one.equals(other)) {
      return Optional.of(other);
    }
    return other.equals(old) ? Optional.of(one) : Optional.empty();
  }

  private MigrationChain chain() {
    List<Revision> all = new ArrayList<>(revisions.values());
    all.addAll(further);
    return base.relinked(all, List.copyOf(problems));
  }
}
