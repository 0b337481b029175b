package io.migrationgate.cli;

import io.migrationgate.cli.downgrade.JsonStepsReport;
import io.migrationgate.cli.downgrade.MarkdownStepsReport;
import io.migrationgate.cli.downgrade.StepsReport;
import io.migrationgate.cli.downgrade.TextStepsReport;
import io.migrationgate.core.downgrade.DowngradeReader;
import io.migrationgate.core.downgrade.DowngradeRefusedException;
import io.migrationgate.core.downgrade.DowngradeSteps;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate downgrade-steps}: the way back, and which steps of it are dangerous. */
final class DowngradeStepsCommand implements Command {

  private static final List<String> FORMATS = List.of("text", "markdown", "json");

  /** Alembic's word for a database that has run nothing. */
  private static final String BASE = "base";

  @Override
  public String name() {
    return "downgrade-steps";
  }

  @Override
  public String summary() {
    return "List the steps of a downgrade, and which of them have DDL.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(summary(), "Nothing is run, and no database is asked.")
        .footer(
            "",
            CommandLineInterface.EXIT_CODES,
            "Here: 0 no step has DDL, 1 there is a step to escalate, 3 what a step does cannot be"
                + " told.");
    return ChainSelection.addTo(spec)
        .addOption(
            OptionSpec.builder("--from")
                .arity("1")
                .paramLabel("REVISION")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "What the database has, as its version table or registry names it; may be"
                        + " repeated. Default: the heads.")
                .build())
        .addOption(
            OptionSpec.builder("--to")
                .required(true)
                .paramLabel("REVISION")
                .type(String.class)
                .description("What it is to have, or base, to take everything back.")
                .build())
        .addOption(
            OptionSpec.builder("--format")
                .paramLabel("FORMAT")
                .type(String.class)
                .completionCandidates(FORMATS)
                .description("text, markdown or json. Default: text.")
                .build())
        .addOption(Colour.option());
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    StepsReport report = report(arguments, console);
    FileTree tree = ChainSelection.tree(arguments);
    ChainSource source = theOnly(ChainSelection.of(arguments, tree));
    MigrationChain chain = readable(source.read());
    List<String> named = arguments.matchedOptionValue("--from", List.of());
    List<RevisionId> from =
        named.isEmpty()
            ? chain.graph().heads().stream().map(Revision::id).toList()
            : named.stream().map(RevisionId::new).toList();
    String to = arguments.matchedOptionValue("--to", BASE);
    Optional<RevisionId> target =
        to.equals(BASE) ? Optional.empty() : Optional.of(new RevisionId(to));
    try {
      DowngradeSteps way =
          new DowngradeReader(tree, chain, source.revertScripts()).steps(from, target);
      report.write(way, console.out());
      if (way.toEscalate() == 0) {
        return ExitCode.PASS;
      }
      return way.isOnlyUntold() ? ExitCode.UNKNOWN : ExitCode.BLOCKED;
    } catch (DowngradeRefusedException refused) {
      throw CommandFailure.usage(String.valueOf(refused.getMessage()));
    }
  }

  private static ChainSource theOnly(List<ChainSource> sources) throws CommandFailure {
    if (sources.size() > 1) {
      throw CommandFailure.usage(
          "there are several chains: name one with --chain, of "
              + String.join(", ", sources.stream().map(ChainSource::name).toList()));
    }
    return sources.getFirst();
  }

  /** A way through a chain that is not known whole would lack steps. */
  private static MigrationChain readable(MigrationChain chain) throws CommandFailure {
    if (chain.tool() != Tool.ALEMBIC && chain.tool() != Tool.SQITCH) {
      throw CommandFailure.usage(
          chain.name()
              + " is a chain of "
              + chain.tool().title()
              + "; the steps are known of Alembic and sqitch alone");
    }
    boolean broken = chain.graph().problems().stream().anyMatch(DowngradeStepsCommand::hidesTheWay);
    if (!chain.complete() || broken) {
      throw CommandFailure.unreadable(
          chain.name()
              + " is broken or cannot be read whole, so that steps may be missing;"
              + " `migration-gate check` says what to mend first");
    }
    return chain;
  }

  private static boolean hidesTheWay(GraphProblem problem) {
    return problem instanceof GraphProblem.DuplicateRevision
        || problem instanceof GraphProblem.MissingReference
        || problem instanceof GraphProblem.SelfLoop
        || problem instanceof GraphProblem.Cycle;
  }

  private static StepsReport report(ParseResult arguments, Console console) throws CommandFailure {
    String format = arguments.matchedOptionValue("--format", "text");
    return switch (format) {
      case "text" -> new TextStepsReport(Colour.wanted(arguments, console));
      case "markdown" -> new MarkdownStepsReport();
      case "json" -> new JsonStepsReport();
      default ->
          throw CommandFailure.usage(
              "--format: there is no " + format + "; there are text, markdown and json");
    };
  }
}
