package io.migrationgate.core.reader;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain as its files tell it.
 *
 * @param locations the folders that its files are in
 * @param graph the revisions that could be read; the whole chain only if no file was refused
 * @param problems what stood in the way of reading
 * @param invocation how to call the tool for this chain; empty where it takes a framework to do so
 * @param atHand whether paths lead to the files where a person types them; not so in an image
 * @param succession what follows what where files alone do not tell
 * @param registration how its tool's registry knows it, where the tool keeps one
 */
public record MigrationChain(
    String name,
    Tool tool,
    List<String> locations,
    MigrationGraph graph,
    List<GraphProblem> problems,
    Optional<Invocation> invocation,
    boolean atHand,
    Succession succession,
    Optional<Registration> registration) {

  /**
   * How to call the tool.
   *
   * @param folder where to call it, as seen from where the person is
   * @param options what makes it take this chain and no other
   */
  public record Invocation(String folder, List<String> options) {
    public Invocation {
      options = List.copyOf(options);
    }
  }

  /** A chain whose revisions name their parents. */
  public MigrationChain(
      String name,
      Tool tool,
      List<String> locations,
      MigrationGraph graph,
      List<GraphProblem> problems,
      Optional<Invocation> invocation,
      boolean atHand) {
    this(name, tool, locations, graph, problems, invocation, atHand, Succession.BY_PARENTS);
  }

  /** A chain that no registry knows. */
  public MigrationChain(
      String name,
      Tool tool,
      List<String> locations,
      MigrationGraph graph,
      List<GraphProblem> problems,
      Optional<Invocation> invocation,
      boolean atHand,
      Succession succession) {
    this(name, tool, locations, graph, problems, invocation, atHand, succession, Optional.empty());
  }

  public MigrationChain {
    locations = List.copyOf(locations);
    problems = List.copyOf(problems);
  }

  /** Whether the graph holds every revision: no file, folder or setting hides any. */
  public boolean complete() {
    return problems.stream().noneMatch(MigrationChain::hidesRevisions);
  }

  /** Whether there may be revisions that nobody sees as long as this is not mended. */
  public static boolean hidesRevisions(GraphProblem problem) {
    return problem instanceof GraphProblem.InvalidConfiguration
        || problem instanceof GraphProblem.ConflictMarkers
        || problem instanceof GraphProblem.InvalidFile
        || problem instanceof GraphProblem.InvalidPlan
        || problem instanceof GraphProblem.Undecided;
  }

  /** The same chain with other contents, which are those of no folder at hand. */
  public MigrationChain imagined(MigrationGraph other, List<GraphProblem> otherProblems) {
    return new MigrationChain(
        name, tool, locations, other, otherProblems, Optional.empty(), false, succession);
  }

  /** The same chain with other revisions, which are in no order yet. */
  public MigrationChain relinked(List<Revision> revisions, List<GraphProblem> otherProblems) {
    Succession.Linked linked = succession.link(revisions);
    List<GraphProblem> all = new ArrayList<>(otherProblems);
    all.addAll(linked.problems());
    return imagined(MigrationGraph.of(linked.revisions(), tool.idRules()), all);
  }

  /** The same chain with one more thing to say of it. */
  public MigrationChain with(GraphProblem problem) {
    List<GraphProblem> all = new ArrayList<>(problems);
    all.add(problem);
    return new MigrationChain(
        name, tool, locations, graph, all, invocation, atHand, succession, registration);
  }

  /** The same chain as a registry knows it. */
  public MigrationChain registeredAs(Registration other) {
    return new MigrationChain(
        name, tool, locations, graph, problems, invocation, atHand, succession, Optional.of(other));
  }

  public MigrationChain named(String other) {
    return new MigrationChain(
        other, tool, locations, graph, problems, invocation, atHand, succession, registration);
  }
}
