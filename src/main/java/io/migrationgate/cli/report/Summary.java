package io.migrationgate.cli.report;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.verdict.Policy;
import java.util.List;

/** Why a chain passes, in a few words. */
final class Summary {

  private final Policy policy;

  Summary(Policy policy) {
    this.policy = policy;
  }

  String ofPassing(JudgedChain judged) {
    MigrationGraph graph = judged.chain().graph();
    int heads = graph.headsWithoutPhantoms().size();
    if (graph.size() == 0) {
      return "no revisions, which is allowed";
    }
    return switch (policy.heads()) {
      case Policy.Heads.Count(int allowed) ->
          allowed == 1 && heads == 1
              ? "exactly 1 head"
              : count(heads) + ", " + allowed + " allowed";
      case Policy.Heads.Branches(List<String> labels) ->
          count(heads) + ", one for each of " + String.join(", ", labels) + " at most";
    };
  }

  static String count(int heads) {
    return heads == 1 ? "1 head" : heads + " heads";
  }
}
