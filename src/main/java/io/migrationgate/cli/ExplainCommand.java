package io.migrationgate.cli;

import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate explain}: why pods of a cluster do not start. */
final class ExplainCommand implements Command {

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "In a cluster: say which pods are held, since when and why, and what to type.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            summary() + " It reads the pods themselves, so it needs no operator that is running.")
        .footer("", "Exit codes: 0 told, 2 wrong usage or no such object, 3 could not be read.");
    spec.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("POD|GATE|WORKLOAD")
                .type(String.class)
                .required(true)
                .description(
                    "As kubectl names it: pod/api-5d8, deploy/api, gate/api; or the name alone,"
                        + " where it is clear.")
                .build())
        .addOption(Colour.option());
    return ClusterOptions.addTo(spec);
  }

  // What talks to the cluster needs libraries that the other commands are started without.
  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    return new ExplainRun(arguments, console, Clock.systemUTC()).inCluster();
  }
}
