package io.migrationgate.cli;

import io.migrationgate.cli.report.GithubReport;
import io.migrationgate.cli.report.JsonReport;
import io.migrationgate.cli.report.JudgedChain;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.cli.report.Report;
import io.migrationgate.cli.report.SarifReport;
import io.migrationgate.cli.report.TextReport;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate check}: may these chains be started? */
final class CheckCommand implements Command {

  private static final List<String> FORMATS = List.of("text", "json", "github", "sarif");

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "Judge every chain below a folder.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(summary())
        .footer("", CommandLineInterface.EXIT_CODES, "Kinds of problem: " + PolicyOptions.kinds());
    ChainSelection.addTo(spec);
    PolicyOptions.addTo(spec);
    ComparisonOptions.addTo(spec);
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
    Policy policy = PolicyOptions.of(arguments);
    Report report = report(arguments, console, policy);
    List<StartedChain> started = ComparisonOptions.of(arguments);
    Judge judge = new Judge(policy, started);
    List<ChainSource> sources = selected(arguments, report, console);
    ComparisonOptions.refuseUnmatched(started, sources);
    List<JudgedChain> judged = new ArrayList<>();
    for (ChainSource source : sources) {
      MigrationChain chain = source.read();
      judged.add(new JudgedChain(chain, judge.judge(chain)));
    }
    report.write(judged, console.out());
    console.out().flush();
    for (JudgedChain chain : judged) {
      sayWhatCouldNotBeRead(chain, console);
    }
    return ExitCode.of(judged.stream().map(JudgedChain::verdict).toList());
  }

  private static List<ChainSource> selected(ParseResult arguments, Report report, Console console)
      throws CommandFailure {
    try {
      return ChainSelection.of(arguments);
    } catch (CommandFailure failure) {
      if (failure.code() == ExitCode.UNKNOWN) {
        report.writeFailure(String.valueOf(failure.getMessage()), console.out());
      }
      throw failure;
    }
  }

  private static Report report(ParseResult arguments, Console console, Policy policy)
      throws CommandFailure {
    String format = arguments.matchedOptionValue("--format", "text");
    return switch (format) {
      case "text" -> new TextReport(policy, Colour.wanted(arguments, console));
      case "json" -> new JsonReport();
      case "github" -> new GithubReport(policy);
      case "sarif" -> new SarifReport(Version.current());
      default ->
          throw CommandFailure.usage(
              "--format: there is no " + format + "; there are text, json, github and sarif");
    };
  }

  /** An Unknown has a reason that concerns whoever runs this, not only whoever reads the report. */
  private static void sayWhatCouldNotBeRead(JudgedChain chain, Console console) {
    if (!(chain.verdict() instanceof Verdict.Unknown unknown)) {
      return;
    }
    List<Finding> open =
        unknown.findings().stream()
            .filter(finding -> finding.severity() == Severity.UNKNOWN)
            .toList();
    Finding first = open.getFirst();
    String place =
        first.problem().locations().stream()
            .findFirst()
            .map(SourceLocation::toString)
            .orElse(chain.chain().name());
    String more = open.size() == 1 ? "" : " (and " + (open.size() - 1) + " more)";
    console
        .err()
        .println(
            Plain.text(
                CommandLineInterface.NAME
                    + ": "
                    + place
                    + " "
                    + first.message()
                    + more
                    + ": "
                    + chain.chain().name()
                    + " cannot be judged. "
                    + first.remedy().explanation()));
  }
}
