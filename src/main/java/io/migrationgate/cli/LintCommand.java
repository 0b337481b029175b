package io.migrationgate.cli;

import io.migrationgate.cli.report.LintGithubReport;
import io.migrationgate.cli.report.LintJsonReport;
import io.migrationgate.cli.report.LintReport;
import io.migrationgate.cli.report.LintSarifReport;
import io.migrationgate.cli.report.LintTextReport;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.lint.Examination;
import io.migrationgate.core.lint.Examined;
import io.migrationgate.core.lint.LintOutcome;
import io.migrationgate.core.lint.LintRule;
import io.migrationgate.core.lint.LintRules;
import io.migrationgate.core.lint.Linter;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate lint}: what works, and is asking for trouble. */
final class LintCommand implements Command {

  private static final List<String> FORMATS = List.of("text", "json", "github", "sarif");

  @Override
  public String name() {
    return "lint";
  }

  @Override
  public String summary() {
    return "Find what works now and is asking for trouble.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(summary())
        .footer(
            "",
            CommandLineInterface.EXIT_CODES,
            "Rules: " + LintRules.ALL.stream().map(LintRule::id).collect(Collectors.joining(", ")));
    ChainSelection.addTo(spec);
    LintOptions.addTo(spec);
    return spec.addOption(
            OptionSpec.builder("--format")
                .paramLabel("FORMAT")
                .type(String.class)
                .completionCandidates(FORMATS)
                .description("text, json, github or sarif. Default: text.")
                .build())
        .addOption(Colour.option());
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    LintReport report = report(arguments, console);
    FileTree tree = ChainSelection.tree(arguments);
    LintOptions options = LintOptions.of(arguments, tree);
    List<MigrationChain> chains = new ArrayList<>();
    for (ChainSource source : ChainSelection.of(arguments)) {
      chains.add(source.read());
    }
    Examined examined = Examination.of(tree, chains, folders(arguments, tree), options.change());
    LintOutcome outcome = new Linter(options.settings()).lint(examined);
    report.write(outcome, console.out());
    console.out().flush();
    for (String reason : outcome.unread()) {
      console.err().println(Plain.text(CommandLineInterface.NAME + ": " + reason));
    }
    for (String note : examined.notes()) {
      console.err().println(Plain.text("note: " + note));
    }
    if (outcome.hasErrors()) {
      return ExitCode.BLOCKED;
    }
    return outcome.unread().isEmpty() ? ExitCode.PASS : ExitCode.UNKNOWN;
  }

  /** Where to look for SQL files and scripts: a file that names a chain stands for the project. */
  private static List<String> folders(ParseResult arguments, FileTree tree) {
    List<Path> paths = arguments.matchedPositionalValue(0, List.of());
    List<String> folders =
        paths.stream().map(Path::toString).filter(tree::isFolder).distinct().toList();
    return folders.isEmpty() ? List.of(".") : folders;
  }

  private static LintReport report(ParseResult arguments, Console console) throws CommandFailure {
    String format = arguments.matchedOptionValue("--format", "text");
    return switch (format) {
      case "text" -> new LintTextReport(Colour.wanted(arguments, console));
      case "json" -> new LintJsonReport();
      case "github" -> new LintGithubReport();
      case "sarif" -> new LintSarifReport(Version.current());
      default ->
          throw CommandFailure.usage(
              "--format: there is no " + format + "; there are text, json, github and sarif");
    };
  }
}
