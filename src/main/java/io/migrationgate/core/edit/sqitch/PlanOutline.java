package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.graph.GraphProblem;
import java.util.List;

/**
 * What an edit has to know of a plan.
 *
 * @param project its name, which references may begin with; empty if the plan names none
 */
public record PlanOutline(String project, List<Change> changes, List<GraphProblem> problems) {

  /**
   * A change in its place.
   *
   * @param dependencies what stands in its brackets, conflicts included, word for word
   * @param tags of the lines below it, without their {@code @}
   */
  public record Change(String name, int line, List<String> dependencies, List<String> tags) {
    public Change {
      dependencies = List.copyOf(dependencies);
      tags = List.copyOf(tags);
    }

    boolean saysTheSame(Change other) {
      return name.equals(other.name)
          && dependencies.equals(other.dependencies)
          && tags.equals(other.tags);
    }
  }

  public PlanOutline {
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /** Whether both have the same changes in the same order, on whatever lines. */
  boolean saysTheSame(List<Change> others) {
    if (changes.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < changes.size(); i++) {
      if (!changes.get(i).saysTheSame(others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
