package io.migrationgate.core.downgrade;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which revisions a downgrade takes back, in an order in which it can.
 *
 * <p>As with Alembic, these are the children of the target and all that follows or depends on them,
 * as far as the database has run it.
 */
final class WayBack {

  private final MigrationChain chain;
  private final MigrationGraph graph;

  WayBack(MigrationChain chain) {
    this.chain = chain;
    this.graph = chain.graph();
  }

  List<Revision> between(List<RevisionId> from, Optional<RevisionId> to)
      throws DowngradeRefusedException {
    for (RevisionId id : from) {
      require(id);
    }
    Set<RevisionId> applied = new HashSet<>();
    graph.revisions().forEach(revision -> applied.add(revision.id()));
    graph.pendingAfter(from).forEach(revision -> applied.remove(revision.id()));
    if (to.isPresent()) {
      require(to.get());
      if (!applied.contains(to.get())) {
        throw new DowngradeRefusedException(
            "a database at %s has not run %s: there is nothing to go back to"
                .formatted(ids(from), to.get().value()));
      }
    }
    List<Revision> first =
        to.isPresent() ? graph.childrenOf(graph.find(to.get()).orElseThrow()) : graph.bases();
    Set<RevisionId> taken = new HashSet<>();
    for (Revision revision : graph.followersOf(first.stream().map(Revision::id).toList())) {
      taken.add(revision.id());
    }
    List<Revision> steps = new ArrayList<>();
    for (Revision revision : graph.pendingAfter(List.of()).reversed()) {
      if (taken.contains(revision.id()) && applied.contains(revision.id())) {
        steps.add(revision);
      }
    }
    return steps;
  }

  private void require(RevisionId id) throws DowngradeRefusedException {
    if (graph.find(id).isEmpty()) {
      throw new DowngradeRefusedException(
          "there is no revision %s in %s; where a database has run it, only the sources of the image"
                  .formatted(id.value(), chain.name())
              + " that ran it know the way back");
    }
  }

  private static String ids(List<RevisionId> ids) {
    return String.join(", ", ids.stream().map(RevisionId::value).toList());
  }
}
