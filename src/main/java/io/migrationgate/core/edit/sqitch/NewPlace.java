package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.verdict.PlanNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where a change belongs in its plan once it has another number: where it was, unless the numbers
 * would then be less in order than before.
 *
 * @param from how many changes stand before it now
 * @param to how many will
 * @param obstacle the change that keeps it from its place by what one of them requires, or nothing
 */
record NewPlace(int from, int to, List<PlanOutline.Change> obstacle) {

  NewPlace {
    obstacle = List.copyOf(obstacle);
  }

  /**
   * Finds the place.
   *
   * @param floor how many changes at the beginning have to stay as they are
   */
  static NewPlace of(PlanOutline plan, int from, Renaming renaming, int floor) {
    OptionalLong old = PlanNumbers.of(renaming.from());
    OptionalLong number = PlanNumbers.of(renaming.to());
    if (old.isEmpty() || number.isEmpty()) {
      return new NewPlace(from, from, List.of());
    }
    return number.getAsLong() > old.getAsLong()
        ? down(plan, from, renaming, number.getAsLong())
        : up(plan, from, renaming, number.getAsLong(), floor);
  }

  private static NewPlace down(PlanOutline plan, int from, Renaming renaming, long number) {
    long old = PlanNumbers.of(renaming.from()).orElse(number);
    int to = from;
    for (int i = from + 1; i < plan.changes().size(); i++) {
      long other = PlanNumbers.of(plan.changes().get(i).name()).orElse(-1);
      if (other >= old && other < number) {
        to = i;
      }
    }
    for (PlanOutline.Change passed : plan.changes().subList(from + 1, to + 1)) {
      if (requires(passed, renaming)) {
        return new NewPlace(from, from, List.of(passed));
      }
    }
    return new NewPlace(from, to, List.of());
  }

  private static NewPlace up(
      PlanOutline plan, int from, Renaming renaming, long number, int floor) {
    long old = PlanNumbers.of(renaming.from()).orElse(number);
    int to = from;
    for (int i = from - 1; i >= 0; i--) {
      long other = PlanNumbers.of(plan.changes().get(i).name()).orElse(-1);
      if (other > number && other <= old) {
        to = i;
      }
    }
    if (to < floor) {
      return new NewPlace(from, from, List.of(plan.changes().get(to)));
    }
    PlanOutline.Change moved = plan.changes().get(from);
    for (PlanOutline.Change passed : plan.changes().subList(to, from)) {
      if (requires(moved, new Renaming(plan.project(), passed.name(), ""))) {
        return new NewPlace(from, from, List.of(passed));
      }
    }
    return new NewPlace(from, to, List.of());
  }

  private static boolean requires(PlanOutline.Change change, Renaming named) {
    return change.dependencies().stream()
        .anyMatch(word -> named.concerns(word) && !Reference.of(word).isConflict());
  }

  boolean isMove() {
    return from != to;
  }

  /** The changes in their order from now on. */
  <T> List<T> order(List<T> changes) {
    List<T> ordered = new ArrayList<>(changes);
    ordered.add(to, ordered.remove(from));
    return ordered;
  }
}
