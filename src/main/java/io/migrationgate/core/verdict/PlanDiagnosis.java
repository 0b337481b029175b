package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a sqitch plan.
 *
 * <p>A change's id is a hash over its line and the id of the change before it. So whatever a
 * database has run keeps its name, its line and its place; only what is new may give way.
 */
final class PlanDiagnosis {

  /** What to bear in mind where two sides of a merge become one list. */
  static final String WHICH_SIDE_FIRST =
      " Changes that a database has run stay first, in the order in which it ran them: the order is"
          + " part of their ids.";

  private static final int MAX_NAMES = 8;

  private PlanDiagnosis() {}

  // --- what is wrong -----------------------------------------------------------------------------

  static String message(GraphProblem.InvalidPlan problem) {
    return problem.reason();
  }

  static String message(GraphProblem.DuplicateChange problem) {
    return "the plan has the change "
        + problem.name()
        + " on line "
        + problem.first().line()
        + " and again on line "
        + problem.second().line();
  }

  static String message(GraphProblem.MissingRequirement problem) {
    return problem.change().id()
        + " requires "
        + problem.reference()
        + ", which the plan does not have";
  }

  static String message(GraphProblem.LaterRequirement problem) {
    return problem.change().id()
        + " requires "
        + problem.reference()
        + ", which the plan has only on line "
        + problem.required().line();
  }

  static String message(GraphProblem.MissingScripts problem) {
    List<Revision> changes = problem.changes();
    String script = problem.script().folder() + " script";
    return changes.size() == 1
        ? changes.getFirst().id()
            + " has no "
            + script
            + ": "
            + problem.paths().getFirst()
            + " does not exist"
        : changes.size() + " changes have no " + script + ": " + paths(problem.paths());
  }

  static String message(GraphProblem.SharedNumber problem) {
    return problem.changes().size()
        + " changes have the number "
        + problem.number()
        + ": "
        + names(problem.changes());
  }

  // --- how it came about -------------------------------------------------------------------------

  static String cause(GraphProblem.DuplicateChange problem) {
    return problem.identical()
        ? "a merge kept both copies of one line"
        : "two branches took the same name without seeing each other";
  }

  static String cause(GraphProblem.MissingRequirement problem) {
    return problem
        .similar()
        .map(similar -> "it was renamed, or misspelt: the plan has " + similar)
        .orElse("it was renamed or dropped, or the branch that adds it is not merged yet");
  }

  static String cause(GraphProblem.LaterRequirement problem) {
    return "a merge put the lines of two branches one behind the other, or a line was moved";
  }

  static String cause(GraphProblem.MissingScripts problem) {
    return switch (problem.script()) {
      case DEPLOY -> "the script was not committed, or only one of plan and script was renamed";
      case REVERT -> "sqitch cannot take back a change without it, not even after a failed deploy";
      case VERIFY -> "sqitch passes over the change without having verified anything";
    };
  }

  static String cause(GraphProblem.SharedNumber problem) {
    return "two branches took the same number without seeing each other";
  }

  // --- what to do --------------------------------------------------------------------------------

  static Remedy remedy(GraphProblem.InvalidPlan problem) {
    return Remedy.explain(problem.remedy());
  }

  static Remedy remedy(GraphProblem.DuplicateChange problem) {
    if (problem.identical()) {
      return Remedy.run(
          "perl -ni -e 'print unless $. == "
              + problem.second().line()
              + "' "
              + ShellWord.quote(problem.second().path()),
          "Deletes the second of the two lines, which are equal. The first one stays: what stands"
              + " between them may have been deployed after it.");
    }
    return Remedy.explain(
        "Rename the one that no database has run: in its line, in what requires it, and its"
            + " scripts. A change that was deployed is never renamed, since the name is part of its"
            + " id. If the second is meant to rework the first, tag the first (sqitch tag) and let"
            + " `sqitch rework "
            + problem.name()
            + "` write the second.");
  }

  static Remedy remedy(GraphProblem.MissingRequirement problem) {
    String name = problem.reference().startsWith("!") ? "" : problem.reference();
    return Remedy.run(
        "git log --all --oneline -S "
            + ShellWord.quote(name)
            + " -- "
            + ShellWord.quote(problem.change().file()),
        "Shows which commits put "
            + name
            + " in the plan or took it out. Put its line back above "
            + problem.change().id()
            + ". Correct the brackets only as long as no database has run "
            + problem.change().id()
            + ": they are part of its id.");
  }

  static Remedy remedy(GraphProblem.LaterRequirement problem) {
    return Remedy.explain(
        "Move the line of "
            + problem.change().id()
            + " below line "
            + problem.required().line()
            + ", as long as no database has run it. Changes that a database has run keep their"
            + " order, which is part of their ids.");
  }

  static Remedy remedy(GraphProblem.MissingScripts problem) {
    String path = problem.paths().getFirst();
    return switch (problem.script()) {
      case DEPLOY ->
          Remedy.run(
              "git log --all --name-status --oneline -- " + ShellWord.quote(path),
              "Shows where the script went. Restore it or name it as the plan does; the name in the"
                  + " plan stays if a database has run the change.");
      case REVERT ->
          Remedy.explain(
              "Write "
                  + path
                  + "; where nothing can be taken back, one that says so and fails is still better"
                  + " than none.");
      case VERIFY ->
          Remedy.explain(
              "Write " + path + ", a query that fails as long as the change is not there.");
    };
  }

  static Remedy remedy(GraphProblem.SharedNumber problem, MigrationChain chain) {
    Revision last = problem.changes().getLast();
    String name = last.id().value();
    String harmless = "sqitch goes by names and by the order of lines, so the plan works as it is.";
    Optional<String> release = tagBelow(last, chain.graph());
    if (release.isPresent()) {
      return Remedy.explain(
          harmless
              + " Leave it: all of them stand before the tag "
              + release.get()
              + ", and what was released keeps its name.");
    }
    String explanation =
        harmless
            + " Only if no database has run "
            + name
            + " may it become "
            + free(name, chain.graph())
            + ": in its line, in what requires it, and its scripts. A change that was deployed is"
            + " never renamed.";
    return new EditCommand(chain)
        .renumber(last)
        .map(command -> Remedy.run(command, explanation))
        .orElse(Remedy.explain(explanation));
  }

  /** The first tag at or below a change. */
  private static Optional<String> tagBelow(Revision change, MigrationGraph graph) {
    boolean below = false;
    for (Revision revision : graph.revisions()) {
      below |= revision.equals(change);
      if (below && !revision.branchLabels().isEmpty()) {
        return Optional.of(revision.branchLabels().getFirst());
      }
    }
    return Optional.empty();
  }

  private static String free(String name, MigrationGraph graph) {
    return PlanNumbers.free(
            name, graph.revisions().stream().map(revision -> revision.id().value()).toList())
        .orElse(name);
  }

  // --- words -------------------------------------------------------------------------------------

  private static String names(List<Revision> changes) {
    List<String> names = new ArrayList<>();
    changes.forEach(change -> names.add(change.id().value()));
    return paths(names);
  }

  private static String paths(List<String> words) {
    if (words.size() > MAX_NAMES) {
      return String.join(", ", words.subList(0, MAX_NAMES))
          + " and "
          + (words.size() - MAX_NAMES)
          + " more";
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
