package io.migrationgate.core.reader;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import java.util.List;

/**
 * A chain as its files tell it.
 *
 * @param locations the folders that its files are in
 * @param graph the revisions that could be read; the whole chain only if no file was refused
 * @param problems what stood in the way of reading
 * @param configuration what selects this chain for the tool's own command line, such as {@code -c
 *     db/alembic.ini}; empty where the tool finds it by itself
 */
public record MigrationChain(
    String name,
    Tool tool,
    List<String> locations,
    MigrationGraph graph,
    List<GraphProblem> problems,
    List<String> configuration) {

  public MigrationChain {
    locations = List.copyOf(locations);
    problems = List.copyOf(problems);
    configuration = List.copyOf(configuration);
  }

  /** Whether the graph holds every revision: no file, folder or setting hides any. */
  public boolean complete() {
    return problems.stream().noneMatch(MigrationChain::hidesRevisions);
  }

  private static boolean hidesRevisions(GraphProblem problem) {
    return problem instanceof GraphProblem.InvalidConfiguration
        || problem instanceof GraphProblem.ConflictMarkers
        || problem instanceof GraphProblem.InvalidFile
        || problem instanceof GraphProblem.Undecided;
  }

  public MigrationChain named(String other) {
    return new MigrationChain(other, tool, locations, graph, problems, configuration);
  }
}
