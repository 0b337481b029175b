package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.ShellWord;
import java.util.Optional;

/** What to type on a branch that has to give way. */
public final class RepairCommand {

  private final boolean edited;
  private final String chainOption;

  /**
   * For one chain.
   *
   * @param tool whose files the commands may not know how to change
   * @param alone whether the project has no other, so that it need not be named
   */
  public RepairCommand(String chain, Tool tool, boolean alone) {
    this.edited = tool == Tool.ALEMBIC;
    this.chainOption = alone ? "" : " --chain " + ShellWord.quote(chain);
  }

  /** Whether this program has commands that change such a chain. */
  boolean isKnown() {
    return edited;
  }

  /** By its file: what has to be renumbered may not be the only one with its id. */
  String renumber(
      Revision revision,
      RevisionId id,
      Optional<RevisionId> parent,
      ChainEditor.Followers followers) {
    return "migration-gate renumber"
        + chainOption
        + " "
        + ShellWord.quote(revision.file())
        + " "
        + ShellWord.quote(id.value())
        + parent.map(RepairCommand::onto).orElse("")
        + switch (followers) {
          case UNSAID -> "";
          case STAY -> " --keep-children";
          case MOVE -> " --move-children";
        };
  }

  String reparent(RevisionId revision, RevisionId parent) {
    return "migration-gate reparent"
        + chainOption
        + " "
        + ShellWord.quote(revision.value())
        + onto(parent);
  }

  public String of(MergePlan.Move move) {
    if (!edited) {
      return inWords(move);
    }
    if (move.id().isPresent()) {
      return renumber(move.revision(), move.id().get(), move.parent(), move.followers());
    }
    return move.parent().map(parent -> reparent(move.revision().id(), parent)).orElse("");
  }

  private static String inWords(MergePlan.Move move) {
    String name = move.revision().id().value();
    String renamed = move.id().map(id -> "rename " + name + " to " + id).orElse("");
    String moved = move.parent().map(parent -> "let " + name + " depend on " + parent).orElse("");
    return renamed.isEmpty() || moved.isEmpty() ? renamed + moved : renamed + " and " + moved;
  }

  private static String onto(RevisionId parent) {
    return " --onto " + ShellWord.quote(parent.value());
  }
}
