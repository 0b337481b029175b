package io.migrationgate.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say which cluster and which namespace, named as those of kubectl. */
final class ClusterOptions {

  private ClusterOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("-n", "--namespace")
                .paramLabel("NAMESPACE")
                .type(String.class)
                .description("Default: the one of the context.")
                .build())
        .addOption(
            OptionSpec.builder("--context")
                .paramLabel("CONTEXT")
                .type(String.class)
                .description("A context of the kubeconfig. Default: the current one.")
                .build());
  }

  static Optional<String> namespace(ParseResult arguments) {
    return Optional.ofNullable(arguments.matchedOptionValue("--namespace", null));
  }

  static Optional<String> context(ParseResult arguments) {
    return Optional.ofNullable(arguments.matchedOptionValue("--context", null));
  }
}
