package io.migrationgate.core.lint;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.verdict.Numbering;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A number that does not grow along the chain. */
public final class NumberNotAboveParent implements LintRule {

  /** So many that a chain can be said to count its revisions. */
  private static final int ENOUGH = 3;

  @Override
  public String id() {
    return "number-not-above-parent";
  }

  @Override
  public Level usualLevel() {
    return Level.WARN;
  }

  @Override
  public String title() {
    return "A revision's number is not above its parent's";
  }

  @Override
  public String explanation() {
    return "Where a chain counts its revisions, people read the order off the numbers. One that"
        + " does not grow is most often a branch that took its number before another was merged."
        + " Ids without a number are allowed where the chain has them already.";
  }

  @Override
  public String remedy() {
    return "Give it the next free number as long as no database has run it.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      if (chain.isAlembic()) {
        MigrationGraph graph = chain.chain().graph();
        compare(graph, findings);
        reportOnlyUnnumbered(graph, findings);
      }
    }
  }

  private static void compare(MigrationGraph graph, FindingList findings) {
    Map<Revision, Long> highest = new HashMap<>();
    for (Revision revision : graph.revisions()) {
      OptionalLong own = Numbering.of(revision.id());
      long above = highestOfParents(graph, revision, highest);
      if (own.isPresent() && own.getAsLong() <= above) {
        findings.add(
            revision.id() + " follows a revision with the number " + above,
            revision.parentsLocation());
      }
    }
  }

  /** The highest number among the nearest numbered ancestors; -1 where there is none. */
  private static long highestOfParents(
      MigrationGraph graph, Revision start, Map<Revision, Long> known) {
    Deque<Revision> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      Revision revision = open.peek();
      if (known.containsKey(revision) && known.getOrDefault(revision, -1L) >= -1) {
        open.pop();
        continue;
      }
      boolean first = !known.containsKey(revision);
      long highest = -1;
      boolean ready = true;
      // While it is open it counts as nothing, which also ends a circle.
      known.put(revision, OPEN);
      for (Revision parent : graph.parentsOf(revision)) {
        OptionalLong number = Numbering.of(parent.id());
        if (number.isPresent()) {
          highest = Math.max(highest, number.getAsLong());
        } else if (!known.containsKey(parent)) {
          if (first) {
            open.push(parent);
            ready = false;
          }
        } else {
          highest = Math.max(highest, known.getOrDefault(parent, -1L));
        }
      }
      if (ready) {
        known.put(revision, highest);
        open.pop();
      }
    }
    return known.getOrDefault(start, -1L);
  }

  private static final long OPEN = -2;

  /** In a chain that counts, the first id that does not is reported while it is the head. */
  private static void reportOnlyUnnumbered(MigrationGraph graph, FindingList findings) {
    List<Revision> unnumbered =
        graph.revisions().stream()
            .filter(revision -> Numbering.of(revision.id()).isEmpty())
            .toList();
    if (unnumbered.size() == 1
        && graph.size() > ENOUGH
        && graph.childrenOf(unnumbered.getFirst()).isEmpty()) {
      findings.add(
          unnumbered.getFirst().id() + " has no number, and all other revisions have one",
          unnumbered.getFirst().location());
    }
  }
}
