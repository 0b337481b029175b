package io.migrationgate.core.collision;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to type on a branch that has to give way. */
public final class RepairCommand {

  private final Tool tool;
  private final String chainOption;

  /**
   * For one chain.
   *
   * @param tool whose files the commands may not know how to change
   * @param alone whether the project has no other, so that it need not be named
   */
  public RepairCommand(String chain, Tool tool, boolean alone) {
    this.tool = tool;
    this.chainOption = alone ? "" : " --chain " + ShellWord.quote(chain);
  }

  /** All of them in one line for a shell; empty where it takes more than commands. */
  public Optional<String> of(List<MergePlan.Move> moves) {
    List<String> commands = new ArrayList<>();
    for (MergePlan.Move move : moves) {
      Optional<String> command = of(move);
      if (command.isEmpty()) {
        return Optional.empty();
      }
      commands.add(command.get());
    }
    return commands.isEmpty() ? Optional.empty() : Optional.of(String.join(" && ", commands));
  }

  /** Empty where no command does it. */
  public Optional<String> of(MergePlan.Move move) {
    return switch (tool) {
      case ALEMBIC -> move.files().isEmpty() ? Optional.of(ofAlembic(move)) : ofFiles(move.files());
      case SQITCH -> ofSqitch(move);
      case FLYWAY, GOLANG_MIGRATE, NUMBERED -> ofFiles(move.files());
      // The names of files stand in other files, which nothing but Django can load.
      case DJANGO -> Optional.empty();
    };
  }

  /** By its file: what has to be renumbered may not be the only one with its id. */
  private String ofAlembic(MergePlan.Move move) {
    String onto =
        move.parent().map(parent -> " --onto " + ShellWord.quote(parent.value())).orElse("");
    if (move.id().isEmpty()) {
      return "migration-gate reparent"
          + chainOption
          + " "
          + ShellWord.quote(move.revision().id().value())
          + onto
          + move.from().map(from -> " --from " + ShellWord.quote(from.value())).orElse("");
    }
    return "migration-gate renumber"
        + chainOption
        + " "
        + ShellWord.quote(move.revision().file())
        + " "
        + ShellWord.quote(move.id().get().value())
        + onto
        + switch (move.followers()) {
          case UNSAID -> "";
          case STAY -> " --keep-children";
          case MOVE -> " --move-children";
        };
  }

  /** By its name; what was tagged was released, and keeps it. */
  private Optional<String> ofSqitch(MergePlan.Move move) {
    return move.id().isPresent() && move.revision().branchLabels().isEmpty()
        ? Optional.of(
            "migration-gate renumber"
                + chainOption
                + " "
                + ShellWord.quote(move.revision().id().value())
                + " "
                + ShellWord.quote(move.id().get().value()))
        : Optional.empty();
  }

  private static Optional<String> ofFiles(List<GraphProblem.Renaming> files) {
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            files.stream()
                .map(
                    file ->
                        "git mv " + ShellWord.quote(file.from()) + " " + ShellWord.quote(file.to()))
                .collect(Collectors.joining(" && ")));
  }

  /** The same for a person who has no command. */
  public static String inWords(List<MergePlan.Move> moves) {
    return moves.stream().map(RepairCommand::inWords).collect(Collectors.joining(", "));
  }

  private static String inWords(MergePlan.Move move) {
    String name = move.revision().id().value();
    String renamed = move.id().map(id -> "rename " + name + " to " + id).orElse("");
    String moved =
        move.parent()
            .map(parent -> "let " + move.id().orElse(move.revision().id()) + " depend on " + parent)
            .orElse("");
    return renamed.isEmpty() || moved.isEmpty() ? renamed + moved : renamed + " and " + moved;
  }
}
