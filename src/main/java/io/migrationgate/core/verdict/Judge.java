package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Holds a chain against a policy. */
public final class Judge {

  /** Enough to explain a fork; each takes a walk through the graph. */
  private static final int MAX_FORKS = 8;

  private final Policy policy;

  public Judge(Policy policy) {
    this.policy = policy;
  }

  public Verdict judge(MigrationChain chain) {
    List<GraphProblem> problems = new ArrayList<>(chain.problems());
    boolean complete = chain.complete();
    List<GraphProblem> inGraph = chain.graph().problems();
    for (GraphProblem problem : inGraph) {
      // What is missing may well be in the file that could not be read.
      if (complete || !(problem instanceof GraphProblem.MissingReference)) {
        problems.add(problem);
      }
    }
    if (complete && inGraph.stream().noneMatch(Judge::distortsHeads)) {
      problems.addAll(problemsOfHeads(chain));
    }
    Diagnosis diagnosis = new Diagnosis(chain);
    List<Finding> findings =
        problems.stream()
            .sorted(Comparator.comparing(ProblemKind::of))
            .filter(problem -> severity(problem) != Severity.OFF)
            .map(problem -> diagnosis.of(problem, severity(problem)))
            .toList();
    return Verdict.of(findings);
  }

  private Severity severity(GraphProblem problem) {
    return policy.severityOf(ProblemKind.of(problem));
  }

  /** Whether a count of heads would only repeat this as a symptom. */
  private static boolean distortsHeads(GraphProblem problem) {
    return problem instanceof GraphProblem.MissingReference
        || problem instanceof GraphProblem.SelfLoop
        || problem instanceof GraphProblem.Cycle cycle && cycle.refused();
  }

  private List<GraphProblem> problemsOfHeads(MigrationChain chain) {
    MigrationGraph graph = chain.graph();
    if (graph.size() == 0) {
      return policy.emptyAllowed()
          ? List.of()
          : List.of(new GraphProblem.EmptyChain(chain.locations()));
    }
    List<Revision> heads = graph.headsWithoutPhantoms();
    return switch (policy.heads()) {
      case Policy.Heads.Count(int allowed) ->
          heads.size() <= allowed ? List.of() : List.of(tooMany(graph, heads, allowed));
      case Policy.Heads.Branches(List<String> labels) ->
          chain.tool().isBranching() ? byBranch(chain, heads, labels) : List.of();
    };
  }

  private static GraphProblem tooMany(MigrationGraph graph, List<Revision> heads, int allowed) {
    return new GraphProblem.MultipleHeads(heads, allowed, graph.forksBetween(heads, MAX_FORKS));
  }

  private static List<GraphProblem> byBranch(
      MigrationChain chain, List<Revision> heads, List<String> labels) {
    MigrationGraph graph = chain.graph();
    List<GraphProblem> problems = new ArrayList<>();
    Set<Revision> unexpected = new LinkedHashSet<>(heads);
    for (String label : labels) {
      List<Revision> ofBranch = graph.headsOfBranch(label);
      ofBranch.forEach(unexpected::remove);
      if (ofBranch.isEmpty()) {
        problems.add(new GraphProblem.MissingBranch(label, chain.locations()));
      } else if (ofBranch.size() > 1) {
        problems.add(tooMany(graph, ofBranch, 1));
      }
    }
    for (Revision head : unexpected) {
      problems.add(new GraphProblem.UnexpectedHead(head, labels));
    }
    return problems;
  }
}
