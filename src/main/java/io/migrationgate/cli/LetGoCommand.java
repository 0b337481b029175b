package io.migrationgate.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate let-go}: before an operator is taken away, nobody waits for it any more. */
final class LetGoCommand implements Command {

  /** The API server learns by watching that a webhook is gone, and waits for one that it called. */
  private static final Duration UNTIL_EVERYBODY_KNOWS = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "let-go";
  }

  @Override
  public String summary() {
    return "In a cluster: let every held pod go, such as before the operator is uninstalled.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            summary()
                + " Pods that the operator's webhook has put the gate into; those that were given"
                + " it by hand are left alone.")
        .footer("", CommandLineInterface.EXIT_CODES);
    spec.addOption(
            OptionSpec.builder("-n", "--namespace")
                .paramLabel("NAMESPACE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description("Repeatable. Default: the one of the context.")
                .build())
        .addOption(flag("-A", "--all-namespaces", "In every namespace."))
        .addOption(one("--context", "CONTEXT", "A context of the kubeconfig. Default: the current."))
        .addOption(one("--reason", "TEXT", "Why, for those who read it in the pods."))
        .addOption(
            one(
                "--webhook",
                "NAME",
                "Stop the gate from being put into more pods, first: empties this"
                    + " MutatingWebhookConfiguration."))
        .addOption(flag("--dry-run", "Let the server try it, and change nothing."));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    return new LetGoRun(arguments, console, UNTIL_EVERYBODY_KNOWS).inCluster();
  }

  private static OptionSpec one(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String... namesAndDescription) {
    int last = namesAndDescription.length - 1;
    return OptionSpec.builder(Arrays.copyOf(namesAndDescription, last))
        .description(namesAndDescription[last])
        .build();
  }
}
