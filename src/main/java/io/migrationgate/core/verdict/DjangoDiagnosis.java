package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to say of a Django app's migrations in Django's own words. */
final class DjangoDiagnosis {

  private static final String CAUSE_OF_MISSING =
      "its file was deleted, renamed, or never committed, or a squashed migration no longer names it"
          + " in replaces";

  private static final int MAX_NAMES = 8;

  private DjangoDiagnosis() {}

  /** Where Alembic's words would mislead; empty where the general ones are right. */
  static Optional<String> message(GraphProblem problem) {
    return switch (problem) {
      case GraphProblem.MultipleHeads heads -> Optional.of(leaves(heads));
      case GraphProblem.SelfLoop loop -> Optional.of(loop.revision().id() + " depends on itself");
      case GraphProblem.MissingReference missing ->
          Optional.of(
              missing.child().id()
                  + " depends on "
                  + missing.reference()
                  + ", which no file provides");
      case GraphProblem.Cycle circle ->
          Optional.of(names(circle.members()) + " depend on each other in a circle");
      default -> Optional.empty();
    };
  }

  /** How it came about, on the same terms. */
  static Optional<String> cause(GraphProblem problem) {
    return switch (problem) {
      case GraphProblem.MissingReference missing -> Optional.of(CAUSE_OF_MISSING);
      case GraphProblem.SelfLoop loop ->
          Optional.of("a file was renamed to what its own dependencies name, or copied");
      case GraphProblem.Cycle circle ->
          Optional.of("a dependency was added that leads to a later migration");
      default -> Optional.empty();
    };
  }

  private static String leaves(GraphProblem.MultipleHeads problem) {
    return problem.heads().size()
        + " leaf nodes where Django takes one an app: "
        + names(problem.heads());
  }

  private static String names(List<Revision> revisions) {
    List<String> names = new ArrayList<>();
    for (Revision revision : revisions.subList(0, Math.min(MAX_NAMES, revisions.size()))) {
      names.add(revision.id().value());
    }
    return String.join(", ", names) + (revisions.size() > MAX_NAMES ? " and more" : "");
  }

  /** Where Django has a way of its own; empty where the general answer is right. */
  static Optional<Remedy> remedy(GraphProblem problem, MigrationChain chain) {
    return switch (problem) {
      case GraphProblem.MultipleHeads heads -> Optional.of(merge(chain));
      case GraphProblem.MissingReference missing ->
          Optional.of(
              Remedy.explain(
                  "Restore the file if a database has run it; else correct `dependencies` to a"
                      + " migration that exists. Merging is no way out: Django cannot load the"
                      + " app's migrations at all."));
      case GraphProblem.Cycle cycle ->
          Optional.of(
              Remedy.explain(
                  "Let the oldest of them depend on the migration that it was written on; `git log"
                      + " -p` on the files shows which dependency was changed last."));
      case GraphProblem.SelfLoop loop ->
          Optional.of(Remedy.explain("Let it depend on the migration that it was written on."));
      case GraphProblem.InvalidFile file ->
          Optional.of(
              Remedy.explain(
                  "Mend the file; if it is no migration, move it out of the folder, or let its name"
                      + " begin with an underscore: Django loads every other .py file there."));
      default -> Optional.empty();
    };
  }

  private static Remedy merge(MigrationChain chain) {
    String explanation =
        "Writes an empty migration that depends on all of them, which is right whatever the"
            + " databases have run. Look first whether both sides change the same model: Django"
            + " runs them in either order. Renumbering alone does not help, as the number in the"
            + " name means nothing to Django.";
    Optional<String> command =
        chain
            .invocation()
            .map(
                invocation -> {
                  StringBuilder words =
                      new StringBuilder("python manage.py makemigrations --merge");
                  invocation
                      .options()
                      .forEach(option -> words.append(' ').append(ShellWord.quote(option)));
                  return invocation.folder().equals(".")
                      ? words.toString()
                      : "(cd " + ShellWord.quote(invocation.folder()) + " && " + words + ")";
                });
    return new Remedy(
        command.isPresent()
            ? explanation
            : "Run `makemigrations --merge` by the project's manage.py. " + explanation,
        command);
  }
}
