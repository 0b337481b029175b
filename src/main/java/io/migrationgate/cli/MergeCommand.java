package io.migrationgate.cli;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditRefusedException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate merge}: join heads by an empty revision. */
final class MergeCommand implements Command {

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public String summary() {
    return "Join the heads of a chain by an empty revision.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("PATH")
            .type(String.class)
            .description("A folder or file of the chain. Default: the only chain below here.")
            .build());
    spec.addOption(
        OptionSpec.builder("-m", "--message")
            .paramLabel("MESSAGE")
            .type(String.class)
            .description("What the revision is called. Default: merge heads.")
            .build());
    spec.addOption(
        OptionSpec.builder("--heads")
            .arity("1")
            .paramLabel("ID")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .splitRegexSynopsisLabel(",")
            .description("Only these heads. Default: all.")
            .build());
    EditTarget.addTo(spec);
    OtherBranches.addTo(spec);
    return EditOutcome.addTo(spec);
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    String path = arguments.matchedPositionalValue(0, "");
    EditTarget target =
        EditTarget.of(
            arguments, path.isEmpty() ? Optional.empty() : Optional.of(path), ChainEditor::canFork);
    try (OtherBranches others = OtherBranches.of(target, arguments)) {
      ChainEditor.Merge request =
          new ChainEditor.Merge(
              arguments.matchedOptionValue('m', "merge heads"),
              arguments.matchedOptionValue("--heads", List.of()),
              others.claimed());
      ChainEditor.Planned planned = target.editor().merge(request);
      ExitCode code = new EditOutcome(target, arguments, console).of(planned);
      // Beside the diff, not in it: somebody may want to apply that.
      boolean diff = arguments.hasMatchedOption("--dry-run");
      console.out().flush();
      others.write(planned.plan(), diff ? console.err() : console.out());
      return code;
    } catch (EditRefusedException refused) {
      throw CommandFailure.refused(refused.reason());
    }
  }
}
