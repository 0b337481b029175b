package io.migrationgate.core.collision;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done to the revisions of a branch, in this order.
 *
 * @param alone on the branch as it is: git would stop at merging the base into it
 * @param onBase with the base merged into it
 */
public record Moves(List<MergePlan.Move> alone, List<MergePlan.Move> onBase) {

  static final Moves NONE = new Moves(List.of(), List.of());

  public Moves {
    alone = List.copyOf(alone);
    onBase = List.copyOf(onBase);
  }

  public boolean isEmpty() {
    return alone.isEmpty() && onBase.isEmpty();
  }

  List<MergePlan.Move> all() {
    List<MergePlan.Move> all = new ArrayList<>(alone);
    all.addAll(onBase);
    return all;
  }
}
