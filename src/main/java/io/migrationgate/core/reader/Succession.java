package io.migrationgate.core.reader;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;

/**
 * What follows what in a chain, by the rules of its tool, once revisions were added to it or taken
 * away.
 */
public interface Succession {

  /** Every revision names its parents, and counting is a habit of people. */
  Succession BY_PARENTS =
      new Succession() {
        @Override
        public Linked link(List<Revision> revisions) {
          return new Linked(revisions, List.of());
        }

        @Override
        public Optional<NumberInId> numberOf(Revision revision) {
          return Optional.empty();
        }

        @Override
        public boolean isOfNumbers() {
          return false;
        }
      };

  /**
   * Revisions in their order.
   *
   * @param problems what is wrong with them beside each other
   */
  record Linked(List<Revision> revisions, List<GraphProblem> problems) {
    public Linked {
      revisions = List.copyOf(revisions);
      problems = List.copyOf(problems);
    }
  }

  /** Where the digits of a number stand in an id. */
  record NumberInId(int from, int to) {}

  Linked link(List<Revision> revisions);

  /** The number by which the tool goes, or the people who named the change. */
  Optional<NumberInId> numberOf(Revision revision);

  /**
   * What becomes of files that bear a revision's number once it has another id; empty where the
   * number is more than a part of their names.
   *
   * @param files among which those are
   */
  default List<GraphProblem.Renaming> renamings(
      Revision revision, RevisionId id, List<String> files) {
    return List.of();
  }

  /** Whether {@link #numberOf} holds for this chain, and not what its ids look like. */
  boolean isOfNumbers();
}
