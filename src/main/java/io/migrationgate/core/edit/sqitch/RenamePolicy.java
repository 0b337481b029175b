package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.verdict.PlanNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What may not be renamed.
 *
 * <p>The id of a change is a hash over its line and the id of the change above. So a change of one
 * line gives all changes below another id as well, and none of them may have been deployed.
 */
final class RenamePolicy {

  /** As many hexadecimal digits as a SHA-1 has. */
  private static final int ID_LENGTH = 40;

  private final String path;
  private final PlanOutline plan;
  private final Set<String> deployed;

  RenamePolicy(String path, PlanOutline plan, Set<String> deployed) {
    this.path = path;
    this.plan = plan;
    this.deployed = Set.copyOf(deployed);
  }

  /** Refuses a plan that hides changes, or has two lines for one. */
  void requireReadable() throws EditRefusedException {
    for (GraphProblem problem : plan.problems()) {
      if (problem instanceof GraphProblem.InvalidPlan(var at, var reason, var remedy)) {
        throw new EditRefusedException("mend this first: " + at + " " + reason);
      }
      if (problem instanceof GraphProblem.ConflictMarkers(var at)) {
        throw new EditRefusedException(
            "mend this first: " + at + " has the markers of a merge conflict");
      }
      if (problem instanceof GraphProblem.DuplicateChange(var name, var one, var other, var same)) {
        throw new EditRefusedException(
            name
                + " is ambiguous: lines "
                + one.line()
                + " and "
                + other.line()
                + " of "
                + path
                + " have it and share one set of scripts. Take the line away that is not wanted, or"
                + " give it and its scripts another name by hand");
      }
    }
  }

  /** How many changes at the beginning have to stay as they are. */
  int fixed() {
    int fixed = 0;
    for (int i = 0; i < plan.changes().size(); i++) {
      PlanOutline.Change change = plan.changes().get(i);
      if (!change.tags().isEmpty() || isDeployed(change)) {
        fixed = i + 1;
      }
    }
    return fixed;
  }

  /**
   * Refuses a renaming that reaches what has to stay.
   *
   * @param first how many changes stand before the first one whose line changes
   */
  void requireFree(PlanOutline.Change moved, int first) throws EditRefusedException {
    for (String id : deployed) {
      if (isHash(id) && plan.changes().stream().noneMatch(change -> change.name().equals(id))) {
        throw new EditRefusedException(
            "the deployed change "
                + id
                + " is given by its id, which tells nothing of its name: list names, as sqitch log"
                + " --format format:%n does");
      }
    }
    for (PlanOutline.Change change : plan.changes().subList(first, plan.changes().size())) {
      if (isDeployed(change)) {
        throw new EditRefusedException(deployed(moved, change));
      }
      if (!change.tags().isEmpty()) {
        throw new EditRefusedException(
            place(moved)
                + " stands before the tag @"
                + change.tags().getFirst()
                + ", whose id would be another one: what was released keeps its name");
      }
    }
  }

  private String deployed(PlanOutline.Change moved, PlanOutline.Change change) {
    return change.equals(moved)
        ? place(moved)
            + " is deployed: its name and all that stands above it are hashed to its id, by which"
            + " a database knows it. A deployed change is never renamed; rename the other side"
            + " instead"
        : place(moved)
            + " cannot be renamed: "
            + change.name()
            + " on line "
            + change.line()
            + " is deployed, and a database knows it by an id that is hashed from the lines above"
            + " it as well";
  }

  private boolean isDeployed(PlanOutline.Change change) {
    return deployed.contains(change.name())
        || change.tags().stream()
            .anyMatch(
                tag ->
                    deployed.contains("@" + tag) || deployed.contains(change.name() + "@" + tag));
  }

  /** Refuses a plan that is not the one before with another name in it, or has new problems. */
  void requireSound(PlanOutline after, List<PlanOutline.Change> expected, String name)
      throws EditRefusedException {
    if (!after.project().equals(plan.project()) || !after.saysTheSame(expected)) {
      throw new EditRefusedException(
          path + " is written in a form that cannot be edited safely: edit it by hand");
    }
    String number = PlanNumbers.digits(name);
    List<String> before = new ArrayList<>();
    plan.problems().forEach(problem -> before.add(kind(problem)));
    for (GraphProblem problem : after.problems()) {
      if (before.remove(kind(problem))) {
        continue;
      }
      if (!(problem instanceof GraphProblem.SharedNumber shared)) {
        throw new EditRefusedException(
            "this would leave a worse plan: it is wrong at " + problem.locations().getLast());
      }
      // Others come to light once there are enough numbers to take them for a count.
      if (shared.number().equals(number)) {
        throw new EditRefusedException(
            "another change has the number " + number + ": choose another, or none");
      }
    }
  }

  /** Two of one kind count as the same problem, but for numbers, which an edit may exchange. */
  private static String kind(GraphProblem problem) {
    return problem.getClass().getName()
        + (problem instanceof GraphProblem.SharedNumber shared ? shared.number() : "");
  }

  /** Refuses what has to have a file of its own and cannot. */
  static void requireFileName(String name) throws EditRefusedException {
    Set<String> parts = new HashSet<>(List.of(name.split("/", -1)));
    if (parts.contains("") || parts.contains(".") || parts.contains("..")) {
      throw new EditRefusedException("'" + name + "' cannot be the name of a script");
    }
  }

  private String place(PlanOutline.Change change) {
    return path + ":" + change.line() + " " + change.name();
  }

  private static boolean isHash(String text) {
    return text.length() == ID_LENGTH && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
