package io.migrationgate.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Whether to write in colour. */
final class Colour {

  private Colour() {}

  static OptionSpec option() {
    return OptionSpec.builder("--color")
        .paramLabel("WHEN")
        .type(String.class)
        .completionCandidates(List.of("auto", "always", "never"))
        .description("auto, always or never. Default: auto, on a terminal without NO_COLOR.")
        .build();
  }

  static boolean wanted(ParseResult arguments, Console console) throws CommandFailure {
    String when = arguments.matchedOptionValue("--color", "auto");
    return switch (when) {
      case "auto" -> console.colour();
      case "always" -> true;
      case "never" -> false;
      default -> throw CommandFailure.usage("--color: write auto, always or never");
    };
  }
}
