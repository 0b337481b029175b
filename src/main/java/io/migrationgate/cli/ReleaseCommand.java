package io.migrationgate.cli;

import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate release}: lets the pods of a gate go for a while, as somebody decides. */
final class ReleaseCommand implements Command {

  @Override
  public String name() {
    return "release";
  }

  @Override
  public String summary() {
    return "In a cluster: let pods start although their chain is broken, for a while.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            summary() + " The decision stands in the gate, with its reason, and ends by itself.")
        .footer("", CommandLineInterface.EXIT_CODES);
    spec.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("GATE")
                .type(String.class)
                .required(true)
                .description("The gate's name.")
                .build())
        .addOption(one("--reason", "TEXT", "Why, for those who read it later."))
        .addOption(one("--for", "TIME", "For how long: 30m, 2h, 1d."))
        .addOption(one("--until", "TIME", "Or until when, as in 2027-01-31T18:00:00Z."))
        .addOption(
            one(
                "--image",
                "IMAGE",
                "Only pods with a container of this image, written as the pods have it. Default:"
                    + " all of the gate's."))
        .addOption(flag("--end", "End what is active, now."))
        .addOption(flag("--list", "List the gate's releases."))
        .addOption(flag("--dry-run", "Let the server try it, and change nothing."));
    return ClusterOptions.addTo(spec);
  }

  // What talks to the cluster needs libraries that the other commands are started without.
  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    return new ReleaseRun(arguments, console, Clock.systemUTC()).inCluster();
  }

  private static OptionSpec one(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }
}
