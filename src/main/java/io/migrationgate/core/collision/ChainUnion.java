package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a chain would be like after some branches were merged, as git merges files. */
final class ChainUnion {

  /** A revision by its place: two files may have one id. */
  private record Place(String file, String id) {
    static Place of(Revision revision) {
      return new Place(revision.file(), revision.id().value());
    }
  }

  private final MigrationChain base;
  private final Map<Place, Revision> revisions = new LinkedHashMap<>();
  private final Set<Revision> further = new LinkedHashSet<>();
  private final Set<GraphProblem> problems;

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
    for (Revision old : change.removed()) {
      Place place = Place.of(old);
      Revision present = revisions.remove(place);
      if (present != null && present.fingerprint() != old.fingerprint()) {
        changedTwice(change, present);
      }
    }
    for (Revision revision : change.added()) {
      Revision present = revisions.putIfAbsent(Place.of(revision), revision);
      if (present != null && !present.equals(revision)) {
        further.add(revision);
      }
    }
    change.settled().forEach(problems::remove);
    problems.addAll(change.raised());
  }

  /** Both sides may have made the same change, else only git knows what comes of it. */
  private void changedTwice(BranchChange change, Revision present) {
    if (!change.added().contains(present)) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(present.file()),
              "was changed on both sides: only the merge itself can tell what it becomes"));
    }
  }

  private MigrationChain chain() {
    List<Revision> all = new ArrayList<>(revisions.values());
    all.addAll(further);
    return base.relinked(all, List.copyOf(problems));
  }
}
