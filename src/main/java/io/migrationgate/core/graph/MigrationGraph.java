package io.migrationgate.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The revisions of one chain and their two kinds of edge, by Alembic's own rules.
 *
 * <p>Of several files with one id the last one loaded counts (it <em>survives</em>); the others
 * keep their places among heads and bases, and as nothing can follow them they stay there: phantom
 * heads.
 *
 * <p>Immutable. Every step is linear in revisions plus edges, and none recurses, so that a chain of
 * 100,000 revisions costs a hundred times one of 1,000.
 */
public final class MigrationGraph {

  private static final int[] NONE = {};

  /** All files in load order; a node is an index into this list. */
  private final List<Revision> revisions;

  /** The surviving node of each id. */
  private final Map<RevisionId, Integer> survivors;

  /** Nodes that {@code down_revision} leads to, by node. */
  private final int[][] parents;

  /** Nodes that {@code down_revision} and {@code depends_on} lead to, by node. */
  private final int[][] ancestors;

  /** The reverse of {@link #parents} among survivors. */
  private final int[][] children;

  /** The reverse of {@link #ancestors} among survivors. */
  private final int[][] dependants;

  private final BitSet heads = new BitSet();
  private final BitSet realHeads = new BitSet();
  private final BitSet bases = new BitSet();
  private final BitSet realBases = new BitSet();
  private final List<GraphProblem> problems = new ArrayList<>();

  private MigrationGraph(Collection<Revision> inLoadOrder, IdRules rules) {
    revisions = List.copyOf(inLoadOrder);
    survivors = HashMap.newHashMap(revisions.size());
    int count = revisions.size();
    for (int node = 0; node < count; node++) {
      survivors.put(revisions.get(node).id(), node);
    }
    Map<String, Integer> labels = collectLabels();
    parents = new int[count][];
    ancestors = new int[count][];
    for (int node = 0; node < count; node++) {
      parents[node] = resolveParents(node, labels);
      ancestors[node] = concatDistinct(parents[node], resolveDependencies(node, labels));
    }
    children = reverse(parents);
    dependants = reverse(ancestors);
    findEnds();
    findDuplicates();
    if (rules == IdRules.ALEMBIC) {
      findIllegalIds();
    }
    findSelfLoops();
    findCycles(rules);
  }

  /** Builds the graph from revisions in the order in which the tool loads their files. */
  public static MigrationGraph of(Collection<Revision> inLoadOrder) {
    return new MigrationGraph(inLoadOrder, IdRules.ALEMBIC);
  }

  /** As {@link #of(Collection)}, for a tool with other rules for ids. */
  public static MigrationGraph of(Collection<Revision> inLoadOrder, IdRules rules) {
    return new MigrationGraph(inLoadOrder, rules);
  }

  /** Every file, copies included, in load order. */
  public List<Revision> revisions() {
    return revisions;
  }

  /** How many different ids there are. */
  public int size() {
    return survivors.size();
  }

  /** The revision that counts under this id. */
  public Optional<Revision> find(RevisionId id) {
    return Optional.ofNullable(survivors.get(id)).map(revisions::get);
  }

  /** Revisions that no {@code down_revision} names, phantoms included: what upgrades aim at. */
  public List<Revision> heads() {
    return at(heads);
  }

  /** Heads that no {@code depends_on} names either: what the version table holds in the end. */
  public List<Revision> realHeads() {
    return at(realHeads);
  }

  /** The heads without those that only a duplicate id has left behind, each id once. */
  public List<Revision> headsWithoutPhantoms() {
    BitSet surviving = new BitSet();
    heads.stream().filter(this::survives).forEach(surviving::set);
    return at(surviving);
  }

  public List<Revision> bases() {
    return at(bases);
  }

  /** Bases that do not depend on anything either. */
  public List<Revision> realBases() {
    return at(realBases);
  }

  /** Revisions that more than one other follows. */
  public List<Revision> branchPoints() {
    BitSet found = new BitSet();
    for (int node : survivors.values()) {
      if (children[node].length > 1) {
        found.set(node);
      }
    }
    return at(found);
  }

  /** Revisions with more than one parent. */
  public List<Revision> mergePoints() {
    BitSet found = new BitSet();
    for (int node : survivors.values()) {
      if (revisions.get(node).parents().size() > 1) {
        found.set(node);
      }
    }
    return at(found);
  }

  /** The revisions whose {@code down_revision} names this one. */
  public List<Revision> childrenOf(Revision revision) {
    Integer node = survivors.get(revision.id());
    return node == null ? List.of() : at(children[node]);
  }

  /** The revisions that this one's {@code down_revision} names, as far as they exist. */
  public List<Revision> parentsOf(Revision revision) {
    Integer node = survivors.get(revision.id());
    return node == null ? List.of() : at(parents[node]);
  }

  /**
   * The revisions that are neither among these nor followed by any of them, over both kinds of
   * edge: what an upgrade runs, in an order in which it can. What is in a circle comes last.
   */
  public List<Revision> pendingAfter(Collection<RevisionId> reached) {
    BitSet done = reachable(nodesOf(reached), ancestors);
    int[] missing = new int[revisions.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    BitSet waiting = new BitSet();
    for (int node : survivors.values()) {
      if (!done.get(node)) {
        for (int needed : ancestors[node]) {
          missing[node] += done.get(needed) ? 0 : 1;
        }
        waiting.set(node);
        if (missing[node] == 0) {
          ready.add(node);
        }
      }
    }
    List<Revision> pending = new ArrayList<>(waiting.cardinality());
    while (!ready.isEmpty()) {
      int node = ready.remove();
      waiting.clear(node);
      pending.add(revisions.get(node));
      for (int next : dependants[node]) {
        if (waiting.get(next) && --missing[next] == 0) {
          ready.add(next);
        }
      }
    }
    pending.addAll(at(waiting));
    return pending;
  }

  /** These revisions and all that they follow, over both kinds of edge: what they stand for. */
  public List<Revision> reachedBy(Collection<RevisionId> ids) {
    return at(reachable(nodesOf(ids), ancestors));
  }

  /** These revisions, and those that follow any of them, over both kinds of edge. */
  public List<Revision> followersOf(Collection<RevisionId> ids) {
    return at(reachable(nodesOf(ids), dependants));
  }

  /** Those of these revisions that others of them follow, over both kinds of edge. */
  public List<Revision> followedAmong(Collection<RevisionId> ids) {
    BitSet among = new BitSet();
    BitSet below = new BitSet();
    for (RevisionId id : ids) {
      Integer node = survivors.get(id);
      if (node != null) {
        among.set(node);
        for (int ancestor : ancestors[node]) {
          below.set(ancestor);
        }
      }
    }
    among.and(reachable(below, ancestors));
    return at(among);
  }

  /** What is wrong with the graph whatever the policy, causes before symptoms. */
  public List<GraphProblem> problems() {
    return List.copyOf(problems);
  }

  /** The surviving heads of the branch that starts at the revision with this label. */
  public List<Revision> headsOfBranch(String label) {
    BitSet start = new BitSet();
    for (int node : survivors.values()) {
      if (revisions.get(node).branchLabels().contains(label)) {
        start.set(node);
      }
    }
    BitSet branch = reachable(start, children);
    branch.and(heads);
    return at(branch);
  }

  /**
   * Where these heads part: for each but the first, the fork from the one before it that it shares
   * most with. At most {@code limit} answers, since each takes a walk through the graph.
   */
  public List<Fork> forksBetween(List<Revision> heads, int limit) {
    List<Revision> compared = heads.subList(0, Math.min(heads.size(), limit + 1));
    List<BitSet> ancestries = compared.stream().map(this::ancestry).toList();
    int[] depths = depths();
    List<Fork> forks = new ArrayList<>();
    for (int i = 1; i < ancestries.size(); i++) {
      int nearest = 0;
      int fork = -1;
      for (int other = 0; other < i; other++) {
        int shared = deepestOfBoth(ancestries.get(i), ancestries.get(other), depths);
        if (shared >= 0 && (fork < 0 || depths[shared] > depths[fork])) {
          nearest = other;
          fork = shared;
        }
      }
      Fork found =
          new Fork(
              Optional.ofNullable(fork < 0 ? null : revisions.get(fork)),
              sides(fork, ancestries.get(i), ancestries.get(nearest)));
      if (!forks.contains(found)) {
        forks.add(found);
      }
    }
    return forks;
  }

  private static int deepestOfBoth(BitSet one, BitSet other, int[] depths) {
    BitSet common = (BitSet) one.clone();
    common.and(other);
    int deepest = -1;
    for (int node = common.nextSetBit(0); node >= 0; node = common.nextSetBit(node + 1)) {
      if (deepest < 0 || depths[node] > depths[deepest]) {
        deepest = node;
      }
    }
    return deepest;
  }

  private List<Revision> sides(int fork, BitSet one, BitSet other) {
    BitSet apart = (BitSet) one.clone();
    apart.xor(other);
    BitSet sides = new BitSet();
    if (fork >= 0) {
      for (int child : children[fork]) {
        sides.set(child);
      }
    } else {
      sides.or(bases);
    }
    sides.and(apart);
    return at(sides);
  }

  private BitSet ancestry(Revision revision) {
    BitSet start = new BitSet();
    Integer node = survivors.get(revision.id());
    if (node != null) {
      start.set(node);
    }
    return reachable(start, parents);
  }

  /** The longest way from a base to each node. */
  private int[] depths() {
    int[] depth = new int[revisions.size()];
    int[] missing = new int[revisions.size()];
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int node : survivors.values()) {
      missing[node] = parents[node].length;
      if (missing[node] == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      int node = ready.remove();
      for (int child : children[node]) {
        depth[child] = Math.max(depth[child], depth[node] + 1);
        if (--missing[child] == 0) {
          ready.add(child);
        }
      }
    }
    return depth;
  }

  // --- construction ----------------------------------------------------------------------------

  /** Labels share the name space of ids; a name that is taken already is a problem. */
  private Map<String, Integer> collectLabels() {
    Map<String, Integer> labels = new HashMap<>();
    for (int node = 0; node < revisions.size(); node++) {
      Revision revision = revisions.get(node);
      for (String label : revision.branchLabels()) {
        Integer holder = survivors.get(new RevisionId(label));
        if (holder == null) {
          holder = labels.putIfAbsent(label, node);
        }
        if (holder != null) {
          problems.add(new GraphProblem.DuplicateLabel(label, revisions.get(holder), revision));
        }
      }
    }
    return labels;
  }

  private int[] resolveParents(int node, Map<String, Integer> labels) {
    Revision revision = revisions.get(node);
    int[] found = new int[revision.parents().size()];
    int count = 0;
    for (RevisionId parent : revision.parents()) {
      Integer target = survivors.get(parent);
      if (target != null) {
        found[count++] = target;
      } else {
        boolean isLabel = labels.containsKey(parent.value());
        problems.add(
            new GraphProblem.MissingReference(
                revision, parent.value(), EdgeKind.DOWN_REVISION, isLabel));
      }
    }
    return distinct(found, count);
  }

  private int[] resolveDependencies(int node, Map<String, Integer> labels) {
    Revision revision = revisions.get(node);
    if (revision.dependsOn().isEmpty() || revision.hasEmptyDependency()) {
      return NONE;
    }
    int[] found = new int[revision.dependsOn().size()];
    int count = 0;
    for (String reference : revision.dependsOn()) {
      Integer target = survivors.get(new RevisionId(reference));
      if (target == null) {
        Integer labelled = labels.get(reference);
        target = labelled == null ? null : survivors.get(revisions.get(labelled).id());
      }
      if (target != null) {
        found[count++] = target;
      } else {
        problems.add(
            new GraphProblem.MissingReference(revision, reference, EdgeKind.DEPENDS_ON, false));
      }
    }
    return distinct(found, count);
  }

  /**
   * The edges the other way round. They lead to ids, so what follows a file that has lost its id is
   * the one that has it.
   */
  private int[][] reverse(int[][] edges) {
    int[] counts = new int[revisions.size()];
    for (int node = 0; node < edges.length; node++) {
      if (takesPart(node)) {
        for (int target : edges[node]) {
          counts[target]++;
        }
      }
    }
    int[][] reversed = new int[revisions.size()][];
    for (int node = 0; node < reversed.length; node++) {
      reversed[node] = counts[node] == 0 ? NONE : new int[counts[node]];
    }
    Arrays.fill(counts, 0);
    for (int node = 0; node < reversed.length; node++) {
      if (takesPart(node)) {
        for (int target : edges[node]) {
          reversed[target][counts[target]++] = nodeOf(revisions.get(node));
        }
      }
    }
    if (survivors.size() < revisions.size()) {
      for (int node = 0; node < reversed.length; node++) {
        reversed[node] = distinct(reversed[node], reversed[node].length);
      }
    }
    return reversed;
  }

  private void findEnds() {
    for (int node = 0; node < revisions.size(); node++) {
      Revision revision = revisions.get(node);
      heads.set(node, children[node].length == 0);
      realHeads.set(node, dependants[node].length == 0);
      bases.set(node, revision.parents().isEmpty());
      realBases.set(node, revision.parents().isEmpty() && revision.dependsOn().isEmpty());
    }
  }

  // --- problems --------------------------------------------------------------------------------

  private void findDuplicates() {
    if (survivors.size() == revisions.size()) {
      return;
    }
    Map<RevisionId, List<Revision>> copies = new LinkedHashMap<>();
    for (Revision revision : revisions) {
      copies.computeIfAbsent(revision.id(), id -> new ArrayList<>(1)).add(revision);
    }
    List<GraphProblem> duplicates = new ArrayList<>();
    copies.forEach(
        (id, files) -> {
          if (files.size() > 1) {
            duplicates.add(new GraphProblem.DuplicateRevision(id, files));
          }
        });
    // A duplicate is the cause of what else is seen, so it comes first.
    problems.addAll(0, duplicates);
  }

  private void findIllegalIds() {
    for (Revision revision : revisions) {
      String id = revision.id().value();
      StringBuilder refused = new StringBuilder();
      for (char character : new char[] {'+', '-', ':', '@'}) {
        if (id.indexOf(character) >= 0) {
          refused.append(refused.isEmpty() ? "" : " ").append(character);
        }
      }
      if (!refused.isEmpty()) {
        problems.add(
            new GraphProblem.IllegalId(revision, "contains " + refused + ", which ids may not"));
      } else if (id.equals("base")) {
        problems.add(
            new GraphProblem.IllegalId(
                revision, "is Alembic's own name for the state before the first revision"));
      } else if (id.equals("head") || id.equals("heads") || id.equals("current")) {
        problems.add(new GraphProblem.DoubtfulId(revision, "is a symbol in Alembic's commands"));
      } else if (id.isEmpty()) {
        problems.add(new GraphProblem.DoubtfulId(revision, "is empty"));
      } else if (id.codePointCount(0, id.length()) > 32) {
        problems.add(
            new GraphProblem.DoubtfulId(
                revision,
                "is longer than 32 characters, the width of alembic_version.version_num"));
      }
    }
  }

  /** A revision that names itself; one that depends on its own label is a circle of one. */
  private void findSelfLoops() {
    for (Revision revision : revisions) {
      if (revision.parents().contains(revision.id())) {
        problems.add(new GraphProblem.SelfLoop(revision, EdgeKind.DOWN_REVISION));
      } else if (revision.dependsOn().contains(revision.id().value())) {
        problems.add(new GraphProblem.SelfLoop(revision, EdgeKind.DEPENDS_ON));
      }
    }
  }

  private void findCycles(IdRules rules) {
    // Alembic alone overlooks a circle that hangs on a base and carries a head.
    boolean downRefused =
        rules == IdRules.OF_THE_READER
            ? !isAcyclic(children)
            : isCutOff(heads, parents, bases, children);
    boolean refused = downRefused || isCutOff(realHeads, ancestors, realBases, dependants);
    if (!refused && isAcyclic(dependants)) {
      return;
    }
    BitSet inDownCycle = new BitSet();
    List<List<Revision>> downCycles = circles(parents);
    downCycles.forEach(members -> members.forEach(member -> inDownCycle.set(nodeOf(member))));
    List<List<Revision>> mixedCycles = new ArrayList<>(circles(ancestors));
    mixedCycles.removeIf(
        members -> members.stream().allMatch(member -> inDownCycle.get(nodeOf(member))));
    boolean explained =
        downRefused || !refused || !mixedCycles.isEmpty() || findEmptyDependencies();
    for (List<Revision> members : downCycles) {
      if (rules == IdRules.OF_THE_READER && members.size() == 1) {
        // Told of already, as a revision that names itself.
        continue;
      }
      problems.add(
          new GraphProblem.Cycle(members, EdgeKind.DOWN_REVISION, downRefused || !explained));
    }
    for (List<Revision> members : mixedCycles) {
      problems.add(new GraphProblem.Cycle(members, EdgeKind.DEPENDS_ON, refused));
    }
  }

  /** The one way to be cut off without a circle: a base that depends on the empty string. */
  private boolean findEmptyDependencies() {
    boolean found = false;
    for (Revision revision : revisions) {
      if (revision.hasEmptyDependency()) {
        found = true;
        problems.add(new GraphProblem.MissingReference(revision, "", EdgeKind.DEPENDS_ON, false));
      }
    }
    return found;
  }

  /** Alembic's own test: something that cannot be reached from both ends must be in a circle. */
  private boolean isCutOff(BitSet upper, int[][] down, BitSet lower, int[][] up) {
    if (problems.stream()
        .anyMatch(
            problem ->
                problem instanceof GraphProblem.MissingReference
                    || problem instanceof GraphProblem.SelfLoop)) {
      // Alembic has given up before; a piece that hangs in the air is not a circle.
      return false;
    }
    BitSet fromAbove = reachable(upper, down);
    BitSet fromBelow = reachable(lower, up);
    for (int node : survivors.values()) {
      if (!fromAbove.get(node) || !fromBelow.get(node)) {
        return true;
      }
    }
    return false;
  }

  /** Whether peeling off revisions whose ancestors are all gone leaves nothing. */
  private boolean isAcyclic(int[][] up) {
    int[] missing = new int[revisions.size()];
    for (int node : survivors.values()) {
      for (int next : up[node]) {
        missing[next]++;
      }
    }
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    int left = survivors.size();
    for (int node : survivors.values()) {
      if (missing[node] == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      int node = ready.remove();
      left--;
      for (int next : up[node]) {
        if (--missing[next] == 0) {
          ready.add(next);
        }
      }
    }
    return left == 0;
  }

  /** The strongly connected parts that hold an edge, by Tarjan's algorithm on a stack. */
  private List<List<Revision>> circles(int[][] edges) {
    List<List<Revision>> found = new ArrayList<>();
    int count = revisions.size();
    int[] order = new int[count];
    int[] low = new int[count];
    int[] nextEdge = new int[count];
    BitSet open = new BitSet();
    ArrayDeque<Integer> path = new ArrayDeque<>();
    ArrayDeque<Integer> component = new ArrayDeque<>();
    int counter = 0;
    for (int root = 0; root < count; root++) {
      if (!survives(root) || order[root] != 0) {
        continue;
      }
      path.push(root);
      while (!path.isEmpty()) {
        int node = path.peek();
        if (order[node] == 0) {
          order[node] = low[node] = ++counter;
          component.push(node);
          open.set(node);
        }
        int target = nextEdge[node] < edges[node].length ? edges[node][nextEdge[node]++] : -1;
        if (target < 0) {
          path.pop();
          if (!path.isEmpty()) {
            low[path.peek()] = Math.min(low[path.peek()], low[node]);
          }
          if (low[node] == order[node]) {
            BitSet members = takeComponent(node, component, open);
            if (members.cardinality() > 1 || contains(edges[node], node)) {
              found.add(at(members));
            }
          }
        } else if (order[target] == 0) {
          path.push(target);
        } else if (open.get(target)) {
          low[node] = Math.min(low[node], order[target]);
        }
      }
    }
    return found;
  }

  private static BitSet takeComponent(int root, ArrayDeque<Integer> component, BitSet open) {
    BitSet members = new BitSet();
    int member;
    do {
      member = component.pop();
      open.clear(member);
      members.set(member);
    } while (member != root);
    return members;
  }

  // --- small steps -----------------------------------------------------------------------------

  /**
   * Whether what a file follows counts at all: a file that has lost its id to another takes no
   * part, unless Alembic still comes across it by its branch label.
   */
  private boolean takesPart(int node) {
    return survives(node) || !revisions.get(node).branchLabels().isEmpty();
  }

  private boolean survives(int node) {
    return nodeOf(revisions.get(node)) == node;
  }

  private int nodeOf(Revision revision) {
    @Nullable Integer node = survivors.get(revision.id());
    return node == null ? -1 : node;
  }

  private BitSet nodesOf(Collection<RevisionId> ids) {
    BitSet nodes = new BitSet();
    for (RevisionId id : ids) {
      Integer node = survivors.get(id);
      if (node != null) {
        nodes.set(node);
      }
    }
    return nodes;
  }

  /** Everything on the way, by id: reaching any copy counts for the one that survives. */
  private BitSet reachable(BitSet start, int[][] edges) {
    BitSet visited = (BitSet) start.clone();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    start.stream().forEach(open::push);
    while (!open.isEmpty()) {
      for (int target : edges[open.pop()]) {
        if (!visited.get(target)) {
          visited.set(target);
          open.push(target);
        }
      }
    }
    start.stream().forEach(node -> visited.set(nodeOf(revisions.get(node))));
    return visited;
  }

  private List<Revision> at(BitSet nodes) {
    return nodes.stream().mapToObj(revisions::get).toList();
  }

  private List<Revision> at(int[] nodes) {
    return Arrays.stream(nodes).mapToObj(revisions::get).toList();
  }

  private static int[] distinct(int[] nodes, int count) {
    if (count == 0) {
      return NONE;
    }
    if (count == 1) {
      return nodes.length == 1 ? nodes : new int[] {nodes[0]};
    }
    return Arrays.stream(nodes, 0, count).distinct().toArray();
  }

  private static boolean contains(int[] nodes, int node) {
    return Arrays.stream(nodes).anyMatch(other -> other == node);
  }

  private static int[] concatDistinct(int[] one, int[] other) {
    if (other.length == 0) {
      return one;
    }
    int[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return distinct(all, all.length);
  }
}
