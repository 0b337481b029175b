package io.migrationgate.cli.drawing;

import io.migrationgate.core.graph.EdgeKind;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to draw of a graph: its revisions, with long straight stretches shortened, since
 * nobody looks at the 140 revisions below a fork.
 */
final class Outline {

  /** What is special about a revision. */
  enum Mark {
    HEAD("head"),
    PHANTOM("phantom head"),
    BRANCH_POINT("branch point"),
    MERGE_POINT("merge point"),
    BASE("base");

    private final String words;

    Mark(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Something to draw, with the nodes below it. */
  sealed interface Node {
    List<Integer> below();
  }

  record Drawn(Revision revision, List<Mark> marks, List<Integer> below) implements Node {}

  /** A straight stretch that is left out. */
  record Stretch(int count, List<Integer> below) implements Node {}

  /** What a revision follows although no file provides it. */
  record Missing(String reference, List<Integer> below) implements Node {}

  private final MigrationGraph graph;
  private final boolean whole;
  private final Map<Revision, Integer> positions = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private Outline(MigrationGraph graph, boolean whole) {
    this.graph = graph;
    this.whole = whole;
  }

  /** The nodes; those below a node are indices into the list. */
  static List<Node> of(MigrationGraph graph, boolean whole) {
    Outline outline = new Outline(graph, whole);
    outline.build();
    return outline.nodes;
  }

  private void build() {
    List<Revision> revisions = graph.revisions();
    for (int i = 0; i < revisions.size(); i++) {
      positions.put(revisions.get(i), i);
    }
    int[][] below = new int[revisions.size()][];
    int[] above = new int[revisions.size()];
    for (int i = 0; i < below.length; i++) {
      below[i] = parents(revisions.get(i));
      for (int parent : below[i]) {
        above[parent]++;
      }
    }
    BitSet hidden = whole ? new BitSet() : hidden(revisions, below, above);
    int[] drawnAs = new int[revisions.size()];
    for (int i = 0; i < below.length; i++) {
      drawnAs[i] = hidden.get(i) ? -1 : nodes.size();
      if (!hidden.get(i)) {
        Revision revision = revisions.get(i);
        nodes.add(new Drawn(revision, marks(revision, above[i]), new ArrayList<>()));
      }
    }
    for (int i = 0; i < below.length; i++) {
      if (!hidden.get(i)) {
        for (int parent : below[i]) {
          nodes.get(drawnAs[i]).below().add(target(parent, hidden, below, drawnAs));
        }
      }
    }
    addMissing(drawnAs);
  }

  private void addMissing(int[] drawnAs) {
    for (GraphProblem problem : graph.problems()) {
      if (problem instanceof GraphProblem.MissingReference missing
          && missing.edge() == EdgeKind.DOWN_REVISION) {
        int child = drawnAs[positions.getOrDefault(missing.child(), 0)];
        if (child >= 0) {
          nodes.get(child).below().add(nodes.size());
          nodes.add(new Missing(missing.reference(), new ArrayList<>()));
        }
      }
    }
  }

  /** The node that stands for a parent: itself, or the stretch that it is the top of. */
  private int target(int parent, BitSet hidden, int[][] below, int[] drawnAs) {
    if (!hidden.get(parent)) {
      return drawnAs[parent];
    }
    int count = 0;
    int at = parent;
    while (hidden.get(at)) {
      count++;
      at = below[at][0];
    }
    nodes.add(new Stretch(count, new ArrayList<>(List.of(drawnAs[at]))));
    return nodes.size() - 1;
  }

  /** Revisions in the middle of a stretch: plain, between two that are plain as well. */
  private BitSet hidden(List<Revision> revisions, int[][] below, int[] above) {
    BitSet plain = new BitSet();
    for (int i = 0; i < below.length; i++) {
      Revision revision = revisions.get(i);
      plain.set(
          i,
          below[i].length == 1
              && above[i] == 1
              && revision.parents().size() == 1
              && revision.branchLabels().isEmpty()
              && revision.dependsOn().isEmpty());
    }
    BitSet beside = new BitSet();
    for (int i = 0; i < below.length; i++) {
      for (int parent : below[i]) {
        if (!plain.get(i)) {
          beside.set(parent);
        }
        if (!plain.get(parent)) {
          beside.set(i);
        }
      }
    }
    BitSet hidden = (BitSet) plain.clone();
    hidden.andNot(beside);
    onlyLongStretches(hidden, below);
    leaveCirclesWhole(hidden, below);
    return hidden;
  }

  /** One line for one line is no gain. */
  private static void onlyLongStretches(BitSet hidden, int[][] below) {
    BitSet under = new BitSet();
    hidden.stream().filter(i -> hidden.get(below[i][0])).forEach(i -> under.set(below[i][0]));
    for (int i = hidden.nextSetBit(0); i >= 0; i = hidden.nextSetBit(i + 1)) {
      if (!under.get(i) && !hidden.get(below[i][0])) {
        hidden.clear(i);
      }
    }
  }

  /** A circle of plain revisions has no end to lead to. */
  private static void leaveCirclesWhole(BitSet hidden, int[][] below) {
    BitSet leadsOut = new BitSet();
    BitSet seen = new BitSet();
    for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(start + 1)) {
      List<Integer> walked = new ArrayList<>();
      int at = start;
      while (hidden.get(at) && !seen.get(at)) {
        seen.set(at);
        walked.add(at);
        at = below[at][0];
      }
      if (!hidden.get(at) || leadsOut.get(at)) {
        walked.forEach(leadsOut::set);
      }
    }
    hidden.and(leadsOut);
  }

  private int[] parents(Revision revision) {
    return revision.parents().stream()
        .distinct()
        .flatMap(parent -> graph.find(parent).stream())
        .mapToInt(positions::get)
        .toArray();
  }

  private List<Mark> marks(Revision revision, int above) {
    List<Mark> marks = new ArrayList<>();
    boolean survives = graph.find(revision.id()).filter(revision::equals).isPresent();
    if (!survives) {
      marks.add(Mark.PHANTOM);
    } else if (above == 0) {
      marks.add(Mark.HEAD);
    }
    if (above > 1) {
      marks.add(Mark.BRANCH_POINT);
    }
    if (revision.parents().size() > 1) {
      marks.add(Mark.MERGE_POINT);
    }
    if (revision.parents().isEmpty()) {
      marks.add(Mark.BASE);
    }
    return marks;
  }
}
