package io.migrationgate.core.collision;

import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.verdict.ShellWord;

/** What to type on a branch that has to give way. */
public final class RepairCommand {

  private final String chainOption;

  /**
   * For one chain.
   *
   * @param alone whether the project has no other, so that it need not be named
   */
  public RepairCommand(String chain, boolean alone) {
    this.chainOption = alone ? "" : " --chain " + ShellWord.quote(chain);
  }

  String renumber(RevisionId old, RevisionId id) {
    return "migration-gate renumber" + chainOption + words(old, id);
  }

  String reparent(RevisionId revision, RevisionId parent) {
    return "migration-gate reparent" + chainOption + words(revision, parent);
  }

  public String of(MergePlan.Move move) {
    return switch (move) {
      case MergePlan.Move.Renumber(var revision, RevisionId id) -> renumber(revision.id(), id);
      case MergePlan.Move.Reparent(var revision, RevisionId id, RevisionId parent) ->
          reparent(id, parent);
    };
  }

  private static String words(RevisionId one, RevisionId other) {
    return " " + ShellWord.quote(one.value()) + " " + ShellWord.quote(other.value());
  }
}
