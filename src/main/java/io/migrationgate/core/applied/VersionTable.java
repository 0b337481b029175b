package io.migrationgate.core.applied;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Alembic's table: a row for each branch, which names the last revision that was run on it.
 *
 * <p>Everything that a row's revision follows or depends on has been run as well. Therefore the
 * rows of all parents of a merge lack just the merge, and a row whose revision another one follows
 * is one that Alembic would not have left: it refuses to go on from there.
 *
 * @param rows as the database gave them; empty without a table, too
 */
public record VersionTable(List<String> rows) implements Ledger {

  public VersionTable {
    rows = List.copyOf(new LinkedHashSet<>(rows));
  }

  @Override
  public AppliedState against(MigrationChain chain) {
    MigrationGraph graph = chain.graph();
    List<RevisionId> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String row : rows) {
      RevisionId id = new RevisionId(row);
      if (graph.find(id).isPresent()) {
        known.add(id);
      } else {
        unknown.add(row);
      }
    }
    if (!unknown.isEmpty()) {
      return withUnknown(graph, known, unknown);
    }
    List<RevisionId> overlapping = graph.followedAmong(known).stream().map(Revision::id).toList();
    if (!overlapping.isEmpty()) {
      return new AppliedState.Diverged(
          "its version table holds "
              + IdList.of(overlapping)
              + " beside what comes after, and Alembic refuses such rows",
          "Delete the row of "
              + IdList.of(overlapping)
              + ", if the revision in the other row has really been run.");
    }
    List<RevisionId> pending = graph.pendingAfter(known).stream().map(Revision::id).toList();
    if (pending.isEmpty()) {
      return new AppliedState.Equal();
    }
    return rows.isEmpty()
        ? new AppliedState.NotInitialised(pending)
        : new AppliedState.Behind(pending);
  }

  /**
   * Alembic gives up at an id that it cannot find, whatever else is in the table. What is to be
   * told apart is whether a newer image can have left the table like this: it would have run
   * everything that this one knows, so each known row is a head.
   */
  private static AppliedState withUnknown(
      MigrationGraph graph, List<RevisionId> known, List<String> unknown) {
    for (String row : unknown) {
      List<RevisionId> meant = beginningWith(row, graph);
      if (!meant.isEmpty()) {
        return new AppliedState.Diverged(
            "its version table holds "
                + row
                + ", which is no revision but the beginning of "
                + IdList.of(meant)
                + "; Alembic goes on from there once, leaves the row behind, and then refuses the table",
            "Write the whole id into the row.");
      }
    }
    Set<RevisionId> heads = new LinkedHashSet<>();
    graph.heads().forEach(head -> heads.add(head.id()));
    List<RevisionId> below = known.stream().filter(id -> !heads.contains(id)).toList();
    return below.isEmpty()
        ? new AppliedState.Ahead(unknown)
        : new AppliedState.Diverged(
            "it is at "
                + IdList.ofTexts(unknown)
                + ", which this image does not know, and at "
                + IdList.of(below)
                + ", which this image has gone beyond",
            "Find out which image migrated this database last, and bring its revisions and these"
                + " into one chain. If no image ever had them, this is another app's database.");
  }

  private static List<RevisionId> beginningWith(String row, MigrationGraph graph) {
    if (row.isEmpty()) {
      return List.of();
    }
    return graph.revisions().stream()
        .map(Revision::id)
        .filter(id -> id.value().startsWith(row))
        .distinct()
        .toList();
  }
}
