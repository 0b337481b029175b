package io.migrationgate.cli;

import io.migrationgate.core.message.MessageWriter;
import io.migrationgate.gate.MessageFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The files by which the gate's containers tell each other, and the kubelet, what they found. */
record GateFiles(MessageFile verdict, MessageFile terminationMessage, int budget) {

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            file("--verdict-file", "Where the verdict stands. Default: /migration-gate/verdict."))
        .addOption(
            file(
                "--termination-message",
                "What the kubelet publishes in the pod's status. Default: /dev/termination-log."))
        .addOption(
            OptionSpec.builder("--message-budget")
                .paramLabel("BYTES")
                .type(Integer.class)
                .description(
                    "How long that may be: the kubelet shares 12,288 bytes among all containers of"
                        + " a pod. Default: "
                        + MessageWriter.USUAL
                        + ".")
                .build())
        .addOption(
            OptionSpec.builder(OptionSources.FILE_OPTION)
                .paramLabel("FILE")
                .type(String.class)
                .description(
                    "A TOML file with these options as keys. The environment goes before it:"
                        + " MIGRATION_GATE_MESSAGE_BUDGET, for one.")
                .build());
  }

  private static OptionSpec file(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("FILE")
        .type(Path.class)
        .converters(ChainSelection.TO_PATH)
        .description(description)
        .build();
  }

  static GateFiles of(ParseResult arguments) throws CommandFailure {
    int budget = arguments.matchedOptionValue("--message-budget", MessageWriter.USUAL);
    if (budget < MessageWriter.LEAST || budget > MessageWriter.MOST) {
      throw CommandFailure.usage(
          "--message-budget must be between "
              + MessageWriter.LEAST
              + " and "
              + MessageWriter.MOST
              + " bytes");
    }
    return new GateFiles(
        new MessageFile(
            arguments.matchedOptionValue("--verdict-file", Path.of("/migration-gate/verdict"))),
        new MessageFile(
            arguments.matchedOptionValue("--termination-message", Path.of("/dev/termination-log"))),
        budget);
  }

  /** The pod's fate does not depend on whether its status says why. */
  void publish(String message, PrintWriter err) {
    try {
      terminationMessage.overwrite(message);
    } catch (IOException unwritable) {
      err.println(
          CommandLineInterface.NAME
              + ": "
              + terminationMessage.path()
              + " cannot be written: the pod's status will not say what was found");
      err.flush();
    }
  }
}
