package io.migrationgate.core.edit.alembic;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What a revision comes after. */
final class Ancestry {

  private Ancestry() {}

  /** The ids of a revision and of all that it follows. */
  static Set<RevisionId> of(MigrationGraph graph, Revision revision) {
    Set<RevisionId> seen = new HashSet<>();
    Deque<Revision> open = new ArrayDeque<>();
    open.add(revision);
    while (!open.isEmpty()) {
      Revision next = open.remove();
      if (seen.add(next.id())) {
        for (RevisionId parent : next.parents()) {
          graph.find(parent).ifPresent(open::add);
        }
      }
    }
    return seen;
  }
}
