package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.Descent;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a chain that is compared with an image which has started before. That its
 * databases have run what that image had is an inference, and is told as one.
 */
final class LineageDiagnosis {

  private static final int MAX_NAMES = 8;

  private LineageDiagnosis() {}

  // --- revisions below what has run --------------------------------------------------------------

  static String message(GraphProblem.InsertedBelow problem, Tool tool) {
    boolean one = problem.missed() == 1;
    String which =
        problem.inserted().isEmpty()
            ? (one ? "1 revision" : problem.missed() + " revisions")
            : names(problem.inserted());
    String heads = names(problem.heads());
    return which
        + (one ? " stands below " : " stand below ")
        + heads
        + (one ? " and was not there" : " and were not there")
        + " in the image "
        + problem.image()
        + ", which has started: "
        + consequence(tool, heads, one ? "it" : "them");
  }

  private static String consequence(Tool tool, String heads, String them) {
    return switch (tool) {
      case ALEMBIC, GOLANG_MIGRATE ->
          "a database that is at " + heads + " silently never runs " + them;
      case NUMBERED -> "a database that is at " + heads + " may silently never run " + them;
      case SQITCH ->
          "sqitch no longer finds its place in the plan for a database that is at " + heads;
      case FLYWAY ->
          "Flyway stops at "
              + them
              + " in a database that is at "
              + heads
              + ", or passes over "
              + them
              + ", unless outOfOrder is set";
      case DJANGO ->
          "Django stops with InconsistentMigrationHistory in a database that has run " + heads;
    };
  }

  static String cause(GraphProblem.InsertedBelow problem) {
    return "it was written on an older revision, and what has run since was put behind it when"
        + " branches were merged or re-parented";
  }

  static Remedy remedy(GraphProblem.InsertedBelow problem, MigrationChain chain) {
    String known =
        " This is known by comparing with "
            + problem.image()
            + " and not from a database. One that began with the new image has run "
            + (problem.missed() == 1 ? "it" : "them")
            + " already.";
    if (problem.inserted().isEmpty()) {
      return Remedy.explain(
          "Compare the list of revisions with that of "
              + problem.image()
              + " to see which are new, and put them behind the end of the chain, where every"
              + " database runs them."
              + known);
    }
    String names = names(problem.inserted());
    String them = problem.missed() == 1 ? "it" : "them";
    return switch (chain.tool()) {
      case ALEMBIC -> toTheEnd(problem, chain, known);
      case DJANGO ->
          Remedy.explain(
              "Let "
                  + names
                  + " come after the last migration of the app in `dependencies`, and what follows "
                  + them
                  + " depend on what came before."
                  + known);
      case SQITCH ->
          Remedy.explain(
              "Put "
                  + names
                  + " behind the last line of the plan, where every database runs "
                  + them
                  + "."
                  + known);
      case FLYWAY, GOLANG_MIGRATE, NUMBERED ->
          Remedy.explain(
              "Give "
                  + names
                  + (problem.missed() == 1 ? " a number" : " numbers")
                  + " above the last one, so that every database runs "
                  + them
                  + "."
                  + known);
    };
  }

  /** What followed the line of new revisions goes back, and the line behind the end. */
  private static Remedy toTheEnd(
      GraphProblem.InsertedBelow problem, MigrationChain chain, String known) {
    MigrationGraph graph = chain.graph();
    List<Revision> ends = graph.headsWithoutPhantoms();
    Optional<Line> line = Line.of(problem.inserted(), graph);
    if (line.isPresent() && ends.size() == 1) {
      // No command: reparent leaves no chain that has come apart, as it has between the two edits.
      return Remedy.explain(
          "Set the down_revision in "
              + line.get().after().fileName()
              + " back to "
              + line.get().before().id()
              + ", and the one in "
              + line.get().first().fileName()
              + " to "
              + ends.getFirst().id()
              + ", the end of the chain, where every database runs "
              + (problem.missed() == 1 ? "it." : "them.")
              + known);
    }
    return Remedy.explain(
        "Let what follows the new revisions follow again what it followed before, and the new ones"
            + " the end of the chain, where every database runs them."
            + known);
  }

  /**
   * New revisions one behind the other.
   *
   * @param before what the first of them follows
   * @param after the one revision that follows the last of them
   */
  private record Line(Revision before, Revision first, Revision after) {

    static Optional<Line> of(List<Revision> inserted, MigrationGraph graph) {
      List<Revision> firsts = new ArrayList<>();
      List<Revision> followers = new ArrayList<>();
      for (Revision revision : inserted) {
        List<Revision> parents = graph.parentsOf(revision);
        if (parents.size() != 1 || !revision.dependsOn().isEmpty()) {
          return Optional.empty();
        }
        if (!inserted.contains(parents.getFirst())) {
          firsts.add(revision);
        }
        for (Revision child : graph.childrenOf(revision)) {
          if (!inserted.contains(child)) {
            followers.add(child);
          }
        }
      }
      boolean simple =
          firsts.size() == 1
              && followers.size() == 1
              && graph.parentsOf(followers.getFirst()).size() == 1;
      return simple
          ? Optional.of(
              new Line(
                  graph.parentsOf(firsts.getFirst()).getFirst(),
                  firsts.getFirst(),
                  followers.getFirst()))
          : Optional.empty();
    }
  }

  // --- two files for what has run ----------------------------------------------------------------

  static String cause(Descent descent, RevisionId id) {
    return "; the image "
        + descent.from().image()
        + ", which has started, had "
        + id
        + " as well, so that databases have run one of them";
  }

  /** Which file has run is known: the others give way. */
  static String ofOriginal(Descent descent, Revision original) {
    return " Databases have run "
        + original.fileName()
        + ", which "
        + descent.from().image()
        + " had as it is here.";
  }

  /**
   * Which of them has run cannot be told by an id, and no file may be touched before it is known.
   */
  static Remedy ofUnknownOriginal(Descent descent, RevisionId id, Optional<String> command) {
    String image = descent.from().image();
    return Remedy.explain(
        "First find out which of them databases have run, for the id does not tell: look which one "
            + image
            + " has under "
            + id
            + ". That file stays as it is. The other gets a new id behind the end of the chain"
            + command.map(typed -> ", such as by `" + typed + "`").orElse("")
            + "; to delete or renumber the wrong one loses its changes without a word.");
  }

  /** Of files with one number, what is known of those that the image had. */
  static String ofNumbered(Descent descent, List<Revision> files, MigrationGraph graph) {
    List<Revision> had = new ArrayList<>();
    for (Revision revision : graph.revisions()) {
      for (Revision file : files) {
        if (file.file().equals(revision.file()) && descent.had(revision.id())) {
          had.add(revision);
        }
      }
    }
    return had.isEmpty() || had.size() == files.size()
        ? ""
        : " The image "
            + descent.from().image()
            + ", which has started, had "
            + names(had)
            + ": databases have run "
            + (had.size() == 1 ? "it, and it keeps its number." : "them, and they keep theirs.");
  }

  private static String names(List<Revision> revisions) {
    List<String> names = new ArrayList<>();
    for (Revision revision : revisions.subList(0, Math.min(MAX_NAMES, revisions.size()))) {
      names.add(revision.id().value());
    }
    return String.join(", ", names)
        + (revisions.size() > MAX_NAMES ? " and " + (revisions.size() - MAX_NAMES) + " more" : "");
  }
}
