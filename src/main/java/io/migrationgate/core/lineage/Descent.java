package io.migrationgate.core.lineage;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chain that goes on from one which has been started before: all heads of that one are in it.
 *
 * <p>Whatever its databases have run is then at or below those heads. A tool that notes no more
 * than where it stands takes all that is there for run, and so what has been put there since is
 * never run.
 *
 * <p>Where a head is not in the chain, that is no descent and nothing can be said: the image may be
 * an older one that is rolled back to, or its history was rewritten.
 */
public final class Descent {

  private final StartedChain from;
  private final List<Revision> reached;
  private final List<Revision> heads;
  private final List<Revision> inserted;
  private final Set<RevisionId> run = new HashSet<>();

  private Descent(StartedChain from, List<Revision> heads, MigrationGraph graph) {
    this.from = from;
    this.heads = heads;
    this.reached = graph.reachedBy(from.heads());
    this.inserted = from.sums().map(sums -> sums.missing(reached, missed())).orElseGet(List::of);
    if (missed() <= 0 || !inserted.isEmpty()) {
      for (Revision revision : reached) {
        run.add(revision.id());
      }
      for (Revision revision : inserted) {
        run.remove(revision.id());
      }
    }
  }

  /**
   * From the first of these that it goes on from.
   *
   * @param started the same chain in images that have started, the youngest first
   */
  public static Optional<Descent> of(MigrationGraph graph, List<StartedChain> started) {
    for (StartedChain chain : started) {
      List<Revision> heads = new ArrayList<>(chain.heads().size());
      for (RevisionId head : chain.heads()) {
        graph.find(head).ifPresent(heads::add);
      }
      if (heads.size() == chain.heads().size()) {
        return Optional.of(new Descent(chain, heads, graph));
      }
    }
    return Optional.empty();
  }

  /** What it goes on from. */
  public StartedChain from() {
    return from;
  }

  /** The heads of before, as they are now. */
  public List<Revision> heads() {
    return heads;
  }

  /**
   * How many revisions are at or below the heads of before and were not, at least; not above zero
   * where there are none. Where revisions have been replaced by fewer, as squashing does, there may
   * be some that this does not see.
   */
  public int missed() {
    return reached.size() - from.revisions();
  }

  /** Those revisions, if it can be told which they are; else none. */
  public List<Revision> inserted() {
    return inserted;
  }

  /** Whether that chain had a revision of this id, for certain. */
  public boolean had(RevisionId id) {
    return run.contains(id);
  }

  /**
   * Which of several files with one id that chain had. Known only where the files of all its other
   * revisions are what they were.
   */
  public Optional<Revision> original(List<Revision> copies) {
    if (from.sums().isEmpty()) {
      return Optional.empty();
    }
    for (Revision copy : copies) {
      List<Revision> files = new ArrayList<>(from.revisions());
      for (Revision revision : reached) {
        if (run.contains(revision.id())) {
          files.add(revision.id().equals(copy.id()) ? copy : revision);
        }
      }
      if (from.sums().get().areOfFiles(files)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }
}
