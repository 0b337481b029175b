package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
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
 * @param edits what was done to files that were there before, as far as it is known
 * @param files the chain's files that the branch has added or changed, as it has them
 */
public record BranchChange(
    OpenBranch branch,
    List<Revision> added,
    List<Revision> removed,
    List<GraphProblem> raised,
    List<GraphProblem> settled,
    List<FileEdit> edits,
    List<String> files) {

  public BranchChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    raised = List.copyOf(raised);
    settled = List.copyOf(settled);
    edits = List.copyOf(edits);
    files = List.copyOf(files);
  }

  /** One that has left the files alone that were there before, or shares one with all others. */
  public BranchChange(
      OpenBranch branch,
      List<Revision> added,
      List<Revision> removed,
      List<GraphProblem> raised,
      List<GraphProblem> settled) {
    this(branch, added, removed, raised, settled, List.of(), List.of());
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
        List.of(),
        edits,
        files);
  }

  /** With what was done to files besides. */
  public BranchChange in(List<String> present, List<FileEdit> done) {
    return new BranchChange(branch, added, removed, raised, settled, done, present);
  }

  /** With more that stands in the way. */
  public BranchChange hinderedBy(List<GraphProblem> obstacles) {
    List<GraphProblem> all = new ArrayList<>(raised);
    all.addAll(obstacles);
    return new BranchChange(branch, added, removed, all, settled, edits, files);
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && raised.isEmpty() && settled.isEmpty();
  }
}
