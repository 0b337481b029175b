package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a branch has done to a chain since it left its base.
 *
 * @param added revisions that are new, or whose file was changed
 * @param removed revisions that are gone, or whose file was changed, as they were
 * @param raised what stands in the way of reading what the branch has changed
 * @param settled what stood in the way before
 */
public record BranchChange(
    OpenBranch branch,
    List<Revision> added,
    List<Revision> removed,
    List<GraphProblem> raised,
    List<GraphProblem> settled) {

  public BranchChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    raised = List.copyOf(raised);
    settled = List.copyOf(settled);
  }

  /**
   * The difference between two readings of the same files.
   *
   * @param before as they were where the branch left its base
   * @param after as they are on the branch
   */
  public static BranchChange between(
      OpenBranch branch, MigrationChain before, MigrationChain after) {
    return new BranchChange(
        branch,
        without(after.graph().revisions(), before.graph().revisions()),
        without(before.graph().revisions(), after.graph().revisions()),
        without(after.problems(), before.problems()),
        without(before.problems(), after.problems()));
  }

  private static <T> List<T> without(List<T> all, List<T> known) {
    Set<T> excluded = new HashSet<>(known);
    return all.stream().filter(item -> !excluded.contains(item)).toList();
  }

  /** The revisions that there were not before; one whose file was edited or moved is not new. */
  public List<Revision> newRevisions() {
    Set<RevisionId> former = new HashSet<>();
    removed.forEach(revision -> former.add(revision.id()));
    return added.stream().filter(revision -> !former.contains(revision.id())).toList();
  }

  /**
   * What the branch brings, where it was compared with a base that has moved on: what the base has
   * and the branch has not may have come to the base later.
   */
  public BranchChange withoutLosses() {
    Set<RevisionId> brought = new HashSet<>();
    added.forEach(revision -> brought.add(revision.id()));
    return new BranchChange(
        branch,
        added,
        removed.stream().filter(revision -> brought.contains(revision.id())).toList(),
        raised,
        List.of());
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && raised.isEmpty() && settled.isEmpty();
  }
}
