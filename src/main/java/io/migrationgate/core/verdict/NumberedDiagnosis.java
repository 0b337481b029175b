package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say of files with numbers.
 *
 * <p>Such tools keep the number of what they have run, and often a checksum under it. So the file
 * that has been run keeps its number, and the later one gives way.
 */
final class NumberedDiagnosis {

  private static final int MAX_NAMES = 8;

  private NumberedDiagnosis() {}

  static String message(GraphProblem.DuplicateNumber problem) {
    return problem.files().size()
        + " files have the number "
        + problem.number()
        + ": "
        + names(problem.files());
  }

  static String message(GraphProblem.NumberGap problem) {
    return problem.missing()
        + (problem.missing().indexOf(' ') < 0 ? " is" : " are")
        + " missing between "
        + problem.before().fileName()
        + " and "
        + problem.after().fileName();
  }

  static String message(GraphProblem.MisnamedFile problem) {
    return problem.reason();
  }

  static String message(GraphProblem.MissingUp problem) {
    return "takes back " + problem.number() + ", which no file applies";
  }

  static String cause(GraphProblem.DuplicateNumber problem) {
    return "two branches took the same number without seeing each other";
  }

  static String cause(GraphProblem.NumberGap problem) {
    return "a file was deleted, or a branch that took the number is not merged yet";
  }

  static String cause(GraphProblem.MisnamedFile problem) {
    return "";
  }

  static String cause(GraphProblem.MissingUp problem) {
    return "its other half was deleted, renumbered, or never committed";
  }

  static Remedy remedy(GraphProblem.DuplicateNumber problem) {
    if (problem.renamings().isEmpty()) {
      return Remedy.explain(
          "Delete one of them or give it a number of its own: the one that no database has run.");
    }
    List<String> commands = new ArrayList<>();
    for (GraphProblem.Renaming renaming : problem.renamings()) {
      commands.add(
          "git mv " + ShellWord.quote(renaming.from()) + " " + ShellWord.quote(renaming.to()));
    }
    Revision moved = problem.files().getLast();
    return Remedy.run(
        String.join(" && ", commands),
        "Gives "
            + moved.fileName()
            + " the next free number. If that is the one that databases have run, renumber "
            + problem.files().getFirst().fileName()
            + " instead: what was merged later gives way, as a database that has run a number never"
            + " runs another file with it.");
  }

  static Remedy remedy(GraphProblem.NumberGap problem) {
    return Remedy.explain(
        "Nothing has to be done if the number was given up. Where gaps are usual, switch this off"
            + " with --severity number-gap=off.");
  }

  static Remedy remedy(GraphProblem.MisnamedFile problem) {
    return Remedy.explain(problem.remedy());
  }

  static Remedy remedy(GraphProblem.MissingUp problem) {
    return Remedy.explain(
        "Restore the file that applies it, or delete this one if no database has run it.");
  }

  private static String names(List<Revision> files) {
    List<String> names = new ArrayList<>();
    for (Revision file : files) {
      names.add(file.fileName());
    }
    if (names.stream().distinct().count() < names.size()) {
      names.clear();
      files.forEach(file -> names.add(file.file()));
    }
    return names.size() > MAX_NAMES
        ? String.join(", ", names.subList(0, MAX_NAMES))
            + " and "
            + (names.size() - MAX_NAMES)
            + " more"
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
