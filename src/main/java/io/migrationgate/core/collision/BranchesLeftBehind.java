package io.migrationgate.core.collision;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the open branches whose migrations follow what a new revision has put behind it. */
public final class BranchesLeftBehind {

  private final MigrationGraph graph;
  private final RevisionId end;

  private BranchesLeftBehind(MigrationGraph graph, RevisionId end) {
    this.graph = graph;
    this.end = end;
  }

  /** What the branches have to do once this revision is at the end of the chain. */
  public static List<Reparenting> by(Revision end, MigrationChain chain, List<BranchChange> open) {
    List<Revision> all = new ArrayList<>();
    for (Revision revision : chain.graph().revisions()) {
      // It may have been written already.
      if (!revision.id().equals(end.id())) {
        all.add(revision);
      }
    }
    all.add(end);
    MigrationGraph graph = MigrationGraph.of(all, chain.tool().idRules());
    BranchesLeftBehind left = new BranchesLeftBehind(graph, end.id());
    List<Reparenting> found = new ArrayList<>();
    open.forEach(change -> left.add(change, found));
    return found;
  }

  private void add(BranchChange change, List<Reparenting> found) {
    Set<RevisionId> own = new HashSet<>();
    change.newRevisions().forEach(revision -> own.add(revision.id()));
    for (Revision revision : change.newRevisions()) {
      // What the new revision joins is here already, and stays as it is.
      if (graph.find(revision.id()).filter(revision::equals).isPresent()) {
        continue;
      }
      // Who joins heads has named each of them on purpose.
      if (revision.parents().size() == 1) {
        RevisionId parent = revision.parents().getFirst();
        Optional<Revision> known = own.contains(parent) ? Optional.empty() : graph.find(parent);
        if (known.isPresent() && leadsToEnd(known.get())) {
          found.add(new Reparenting(change.branch(), revision, parent, end));
        }
      }
    }
  }

  private boolean leadsToEnd(Revision from) {
    Set<RevisionId> seen = new HashSet<>();
    Deque<Revision> ahead = new ArrayDeque<>(graph.childrenOf(from));
    while (!ahead.isEmpty()) {
      Revision next = ahead.pop();
      if (next.id().equals(end)) {
        return true;
      }
      if (seen.add(next.id())) {
        ahead.addAll(graph.childrenOf(next));
      }
    }
    return false;
  }
}
