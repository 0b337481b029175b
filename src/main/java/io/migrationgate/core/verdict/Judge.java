package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.Descent;
import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a chain against a policy. */
public final class Judge {

  /** Enough to explain a fork; each takes a walk through the graph. */
  private static final int MAX_FORKS = 8;

  private final Policy policy;
  private final List<StartedChain> started;

  public Judge(Policy policy) {
    this(policy, List.of());
  }

  /**
   * One that compares as well.
   *
   * @param started chains of images that have started, by their names, the youngest first
   */
  public Judge(Policy policy, List<StartedChain> started) {
    this.policy = policy;
    this.started = List.copyOf(started);
  }

  public Verdict judge(MigrationChain chain) {
    List<GraphProblem> problems = new ArrayList<>(chain.problems());
    boolean complete = chain.complete();
    Optional<Descent> descent = descent(chain);
    List<GraphProblem> inGraph = chain.graph().problems();
    for (GraphProblem problem : inGraph) {
      // What is missing may well be in the file that could not be read.
      if (complete || !(problem instanceof GraphProblem.MissingReference)) {
        problems.add(problem);
      }
    }
    if (complete && inGraph.stream().noneMatch(Judge::distortsHeads)) {
      problems.addAll(problemsOfHeads(chain));
      if (descent.isPresent()) {
        problems.addAll(insertedBelow(chain, descent.get()));
      }
    }
    Diagnosis diagnosis = new Diagnosis(chain, descent);
    List<Finding> findings =
        problems.stream()
            .sorted((one, other) -> ProblemKind.of(one).compareTo(ProblemKind.of(other)))
            .filter(problem -> severity(problem) != Severity.OFF)
            .map(problem -> diagnosis.of(problem, severity(problem)))
            .toList();
    return Verdict.of(findings);
  }

  private Optional<Descent> descent(MigrationChain chain) {
    if (started.isEmpty()) {
      return Optional.empty();
    }
    List<StartedChain> same = new ArrayList<>();
    for (StartedChain other : started) {
      if (other.chain().equals(chain.name()) && !isReworked(chain, other)) {
        same.add(other);
      }
    }
    return Descent.of(chain.graph(), same);
  }

  /** A head of before may be either the change of that name or its rework, which comes later. */
  private static boolean isReworked(MigrationChain chain, StartedChain other) {
    if (chain.tool() != Tool.SQITCH) {
      return false;
    }
    for (RevisionId head : other.heads()) {
      String reworked = head.value() + "@";
      for (Revision change : chain.graph().revisions()) {
        if (change.id().value().startsWith(reworked)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Unless it is two files in one place: then that is what is wrong, and told. */
  private static List<GraphProblem> insertedBelow(MigrationChain chain, Descent descent) {
    boolean misplaced =
        descent.missed() > 0
            && (descent.inserted().isEmpty()
                || !descent.inserted().stream().allMatch(file -> sharesItsPlace(file, chain)));
    return misplaced
        ? List.of(
            new GraphProblem.InsertedBelow(
                descent.heads(), descent.missed(), descent.inserted(), descent.from().image()))
        : List.of();
  }

  private static boolean sharesItsPlace(Revision file, MigrationChain chain) {
    for (GraphProblem problem : chain.problems()) {
      if (problem instanceof GraphProblem.DuplicateNumber(var number, var files, var renamings)
          && files.stream().anyMatch(other -> other.file().equals(file.file()))) {
        return true;
      }
    }
    return false;
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
          heads.size() <= allowed || !chain.tool().isBranching()
              ? List.of()
              : List.of(tooMany(graph, heads, allowed));
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
