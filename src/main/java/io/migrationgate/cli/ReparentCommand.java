package io.migrationgate.cli;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditRefusedException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate reparent}: let a revision follow another one. */
final class ReparentCommand implements Command {

  @Override
  public String name() {
    return "reparent";
  }

  @Override
  public String summary() {
    return "Let a revision follow another one.";
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
            .description("The revision: its file, or its id where only one file has it.")
            .build());
    spec.addOption(
        OptionSpec.builder("--onto")
            .paramLabel("PARENT")
            .type(String.class)
            .description("The revision to follow. Default: the only other head.")
            .build());
    spec.addOption(
        OptionSpec.builder("--from")
            .paramLabel("PARENT")
            .type(String.class)
            .description("Which parent gives way, where there are several.")
            .build());
    DeployedOptions.addTo(spec);
    EditTarget.addTo(spec);
    return EditOutcome.addTo(spec);
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    String subject = arguments.matchedPositionalValue(0, "");
    EditTarget target = EditTarget.of(arguments, Optional.of(subject), ChainEditor::canFork);
    ChainEditor.Reparent request =
        new ChainEditor.Reparent(
            subject,
            Optional.ofNullable(arguments.matchedOptionValue("--onto", null)),
            Optional.ofNullable(arguments.matchedOptionValue("--from", null)),
            DeployedOptions.of(arguments, target).deployed());
    try {
      return new EditOutcome(target, arguments, console).of(target.editor().reparent(request));
    } catch (EditRefusedException refused) {
      throw CommandFailure.refused(refused.reason());
    }
  }
}
