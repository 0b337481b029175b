package io.migrationgate.cli;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditRefusedException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate renumber}: give a revision another id. */
final class RenumberCommand implements Command {

  @Override
  public String name() {
    return "renumber";
  }

  @Override
  public String summary() {
    return "Give a revision another id, in its file and in all that name it.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .paramLabel("FILE|ID")
            .type(String.class)
            .description(
                "The revision: its file, or its id where only one file has it. Of a sqitch plan: a"
                    + " change's name, a script of it, or its number.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .paramLabel("NEW_ID")
            .type(String.class)
            .description(
                "Default: the next free one in the chain's own numbering. Of a sqitch change: its"
                    + " name, or the number alone.")
            .build());
    spec.addOption(
        OptionSpec.builder("--onto")
            .paramLabel("PARENT")
            .type(String.class)
            .description("Also let it follow this revision.")
            .build());
    spec.addOption(
        OptionSpec.builder("--keep-children")
            .description("Where two files have the id: what follows it stays with the other file.")
            .build());
    spec.addOption(
        OptionSpec.builder("--move-children")
            .description("Where two files have the id: what follows it goes with this file.")
            .build());
    DeployedOptions.addTo(spec);
    EditTarget.addTo(spec);
    return EditOutcome.addTo(spec);
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    String subject = arguments.matchedPositionalValue(0, "");
    ChainEditor.Followers followers = followers(arguments);
    EditTarget target = EditTarget.of(arguments, Optional.of(subject), editor -> true);
    ChainEditor.Renumber request =
        new ChainEditor.Renumber(
            subject,
            Optional.ofNullable(arguments.matchedPositionalValue(1, null)),
            Optional.ofNullable(arguments.matchedOptionValue("--onto", null)),
            followers,
            DeployedOptions.of(arguments, target).deployed());
    try {
      return new EditOutcome(target, arguments, console).of(target.editor().renumber(request));
    } catch (EditRefusedException refused) {
      throw CommandFailure.refused(refused.reason());
    }
  }

  private static ChainEditor.Followers followers(ParseResult arguments) throws CommandFailure {
    boolean keep = arguments.hasMatchedOption("--keep-children");
    boolean move = arguments.hasMatchedOption("--move-children");
    if (keep && move) {
      throw CommandFailure.usage("give either --keep-children or --move-children, not both");
    }
    return keep
        ? ChainEditor.Followers.STAY
        : move ? ChainEditor.Followers.MOVE : ChainEditor.Followers.UNSAID;
  }
}
