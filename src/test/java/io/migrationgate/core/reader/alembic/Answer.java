package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.EdgeKind;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.ProblemKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What Alembic or the engine makes of a tree, in terms that both share. */
sealed interface Answer {

  /** A chain that can be read, good or not. */
  record Chain(
      SortedSet<String> heads,
      SortedSet<String> realHeads,
      SortedSet<String> bases,
      SortedSet<String> realBases,
      SortedSet<String> branchPoints,
      SortedSet<String> mergePoints,
      SortedSet<String> duplicates)
      implements Answer {}

  /** Alembic's exception. */
  record Error(String type, String message) implements Answer {}

  /**
   * What the engine is certain that Alembic refuses; all of it, where Alembic stops at the first.
   */
  record Refused(Set<ProblemKind> kinds, List<String> reasons) implements Answer {}

  /** What the engine cannot tell. */
  record Unknown(List<String> reasons) implements Answer {}

  /** Alembic does not come to an end: a circle that only a duplicate id hides from its check. */
  record Hang() implements Answer {}

  /** This Alembic does not have what the tree needs. */
  record Unsupported() implements Answer {}

  /** Reads the object of {@code alembic_oracle.py}, or of an {@code expected.json}. */
  static Answer ofAlembic(Map<String, Object> object) {
    return switch ((String) object.get("result")) {
      case "ok" ->
          new Chain(
              ids(object, "heads"),
              ids(object, "real_heads"),
              ids(object, "bases"),
              ids(object, "real_bases"),
              ids(object, "branch_points"),
              ids(object, "merge_points"),
              ids(object, "duplicates"));
      case "error" -> {
        Map<?, ?> error = (Map<?, ?>) object.get("error");
        yield new Error((String) error.get("type"), (String) error.get("message"));
      }
      case "hang" -> new Hang();
      case "unsupported" -> new Unsupported();
      default -> throw new IllegalStateException("the oracle is broken: " + object);
    };
  }

  /** What the engine says, leaving aside what only a policy decides. */
  static Answer ofEngine(MigrationChain chain) {
    List<GraphProblem> undecided = new ArrayList<>();
    List<GraphProblem> refused = new ArrayList<>();
    for (GraphProblem problem : chain.problems()) {
      switch (problem) {
        case GraphProblem.Undecided p -> undecided.add(p);
        case GraphProblem.MissingLocation p -> {}
        case GraphProblem.FileReachedTwice p -> {}
        default -> refused.add(problem);
      }
    }
    boolean complete = undecided.isEmpty() && refused.isEmpty();
    for (GraphProblem problem : chain.graph().problems()) {
      boolean counts =
          switch (problem) {
            case GraphProblem.DuplicateRevision p -> false;
            case GraphProblem.DoubtfulId p -> false;
            case GraphProblem.Cycle p -> p.refused();
            // Alembic loads this one, and fails as soon as a command walks the chain.
            case GraphProblem.IllegalId p -> !p.revision().id().value().equals("base");
            case GraphProblem.MissingReference p -> complete;
            default -> true;
          };
      if (counts) {
        refused.add(problem);
      }
    }
    if (refused.isEmpty()) {
      return undecided.isEmpty() ? chain(chain.graph()) : new Unknown(texts(undecided));
    }
    refused.addAll(undecided);
    Set<ProblemKind> kinds = EnumSet.noneOf(ProblemKind.class);
    refused.forEach(problem -> kinds.add(ProblemKind.of(problem)));
    return new Refused(kinds, texts(refused));
  }

  /** Why these two do not agree; empty where they do. */
  static Optional<String> disagreement(Answer alembic, Answer engine, boolean unknownAllowed) {
    if (alembic instanceof Hang) {
      return Optional.empty();
    }
    return switch (engine) {
      case Unknown unknown when unknownAllowed -> Optional.empty();
      case Unknown unknown -> Optional.of("Unknown, though nothing needs to be run to know");
      case Refused refused ->
          alembic instanceof Error error
              ? explains(refused.kinds(), error)
                  ? Optional.empty()
                  : Optional.of("another reason than Alembic's")
              : Optional.of("refused, though Alembic takes it");
      case Chain chain when alembic instanceof Error -> Optional.of("Alembic refuses it");
      case Chain chain -> chain.equals(alembic) ? Optional.empty() : Optional.of("another chain");
      case Error error -> throw new IllegalArgumentException("not from the engine");
      case Hang hang -> throw new IllegalArgumentException("not from the engine");
      case Unsupported unsupported -> throw new IllegalArgumentException("not from the engine");
    };
  }

  /** Whether one of these problems is why Alembic raises this. */
  private static boolean explains(Set<ProblemKind> kinds, Error error) {
    if (kinds.contains(ProblemKind.UNKNOWN)) {
      return true;
    }
    // A file that is refused is not asked what else is wrong in it, and Alembic may notice that
    // first.
    Set<ProblemKind> causes =
        switch (error.type()) {
          case "alembic.script.revision.LoopDetected",
              "alembic.script.revision.DependencyLoopDetected" ->
              EnumSet.of(ProblemKind.SELF_LOOP, ProblemKind.INVALID_FILE);
          // A label in down_revision is found or not, depending on where the search begins.
          case "alembic.script.revision.CycleDetected" ->
              EnumSet.of(ProblemKind.CYCLE, ProblemKind.MISSING_PARENT);
          // Raised also for a revision that depends on its own label, and for a base that depends
          // on the empty string.
          case "alembic.script.revision.DependencyCycleDetected" ->
              EnumSet.of(ProblemKind.CYCLE, ProblemKind.SELF_LOOP, ProblemKind.MISSING_DEPENDENCY);
          // Raised for a label in down_revision too.
          case "alembic.script.revision.RevisionError" ->
              EnumSet.of(
                  ProblemKind.ILLEGAL_ID,
                  ProblemKind.DUPLICATE_LABEL,
                  ProblemKind.MISSING_PARENT,
                  ProblemKind.INVALID_FILE);
          // Its message is the name that nothing provides, which need not be a string.
          case "builtins.KeyError" ->
              EnumSet.of(
                  ProblemKind.MISSING_PARENT,
                  ProblemKind.MISSING_DEPENDENCY,
                  ProblemKind.INVALID_FILE);
          default -> EnumSet.of(ProblemKind.INVALID_FILE, ProblemKind.MERGE_CONFLICT);
        };
    return kinds.stream().anyMatch(causes::contains);
  }

  private static Chain chain(MigrationGraph graph) {
    SortedSet<String> duplicates = new TreeSet<>();
    for (GraphProblem problem : graph.problems()) {
      if (problem instanceof GraphProblem.DuplicateRevision duplicate) {
        duplicates.add(duplicate.id().value());
      }
    }
    return new Chain(
        ids(graph.heads()),
        ids(graph.realHeads()),
        ids(graph.bases()),
        ids(graph.realBases()),
        ids(graph.branchPoints()),
        ids(graph.mergePoints()),
        duplicates);
  }

  private static SortedSet<String> ids(Map<String, Object> object, String name) {
    return new TreeSet<>(JsonText.strings(object.get(name)));
  }

  private static SortedSet<String> ids(Collection<Revision> revisions) {
    SortedSet<String> ids = new TreeSet<>();
    revisions.forEach(revision -> ids.add(revision.id().value()));
    return ids;
  }

  private static List<String> texts(List<GraphProblem> problems) {
    return problems.stream().map(Answer::text).toList();
  }

  private static String text(GraphProblem problem) {
    return switch (problem) {
      case GraphProblem.Undecided p -> p.location() + " " + p.reason();
      case GraphProblem.InvalidFile p -> p.location() + " " + p.reason();
      case GraphProblem.InvalidConfiguration p -> p.location() + " " + p.reason();
      case GraphProblem.MissingReference p ->
          p.locations().getFirst()
              + (p.edge() == EdgeKind.DOWN_REVISION ? " follows " : " depends on ")
              + p.reference();
      default -> ProblemKind.of(problem).id() + " " + problem.locations();
    };
  }
}
