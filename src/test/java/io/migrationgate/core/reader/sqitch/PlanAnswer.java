package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.GraphProblem;

/** What the engine says of a plan, in the words of the oracle. */
final class PlanAnswer {

  private PlanAnswer() {}

  static String of(Plan plan) {
    for (GraphProblem problem : plan.problems()) {
      if (!(problem instanceof GraphProblem.SharedNumber)) {
        return "refused " + problem;
      }
    }
    StringBuilder answer = new StringBuilder("plan");
    for (PlannedChange change : plan.changes()) {
      answer.append(' ').append(change.name());
      change.tags().forEach(tag -> answer.append('@').append(tag));
    }
    return answer.toString();
  }

  /** Equal verdicts, and of a plan that both take, equal changes. */
  static boolean agree(String engine, String sqitch) {
    return engine.startsWith("refused") ? sqitch.startsWith("refused") : engine.equals(sqitch);
  }
}
