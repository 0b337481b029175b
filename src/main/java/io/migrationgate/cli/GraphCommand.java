package io.migrationgate.cli;

import io.migrationgate.cli.drawing.AsciiDrawing;
import io.migrationgate.cli.drawing.DotDrawing;
import io.migrationgate.cli.drawing.Drawing;
import io.migrationgate.cli.drawing.MermaidDrawing;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate graph}: what the chains look like. */
final class GraphCommand implements Command {

  private static final List<String> FORMATS = List.of("ascii", "mermaid", "dot");

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String summary() {
    return "Draw chains, forks included.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary());
    return ChainSelection.addTo(spec)
        .addOption(
            OptionSpec.builder("--format")
                .paramLabel("FORMAT")
                .type(String.class)
                .completionCandidates(FORMATS)
                .description("ascii, mermaid or dot. Default: ascii.")
                .build())
        .addOption(
            OptionSpec.builder("--all")
                .description("Draw straight stretches whole instead of shortening them.")
                .build())
        .addOption(Colour.option());
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    boolean whole = arguments.hasMatchedOption("--all");
    String format = arguments.matchedOptionValue("--format", "ascii");
    Drawing drawing =
        switch (format) {
          case "ascii" -> new AsciiDrawing(whole, Colour.wanted(arguments, console));
          case "mermaid" -> new MermaidDrawing(whole);
          case "dot" -> new DotDrawing(whole);
          default ->
              throw CommandFailure.usage(
                  "--format: there is no " + format + "; there are ascii, mermaid and dot");
        };
    List<MigrationChain> incomplete = new ArrayList<>();
    for (ChainSource source : ChainSelection.of(arguments)) {
      MigrationChain chain = source.read();
      drawing.draw(chain, console.out());
      if (!chain.complete()) {
        incomplete.add(chain);
      }
    }
    for (MigrationChain chain : incomplete) {
      console
          .err()
          .println(
              CommandLineInterface.NAME
                  + ": "
                  + chain.name()
                  + " is drawn without what could not be read; `migration-gate check` says what");
    }
    return incomplete.isEmpty() ? ExitCode.PASS : ExitCode.UNKNOWN;
  }
}
