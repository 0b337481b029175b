package io.migrationgate.cli;

import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what a chain must be like. */
final class PolicyOptions {

  private PolicyOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--heads")
                .paramLabel("N")
                .type(Integer.class)
                .description("How many heads a chain may have. Default: 1.")
                .build())
        .addOption(
            OptionSpec.builder("--branch")
                .arity("1")
                .paramLabel("LABEL")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description(
                    "Allow one head for each of these branch labels and no other, instead of a"
                        + " number; may be repeated.")
                .build())
        .addOption(
            OptionSpec.builder("--allow-empty")
                .description("Let a chain without revisions pass.")
                .build())
        .addOption(
            OptionSpec.builder("--severity")
                .arity("1")
                .paramLabel("KIND=LEVEL")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description(
                    "Make a kind of problem error, unknown, warning or off; may be repeated.")
                .build());
  }

  static Policy of(ParseResult arguments) throws CommandFailure {
    return new Policy(
        heads(arguments),
        severities(arguments.matchedOptionValue("--severity", List.of())),
        arguments.hasMatchedOption("--allow-empty"));
  }

  private static Policy.Heads heads(ParseResult arguments) throws CommandFailure {
    List<String> labels = arguments.matchedOptionValue("--branch", List.of());
    if (labels.contains("")) {
      throw CommandFailure.usage("--branch: give a label");
    }
    if (!labels.isEmpty()) {
      if (arguments.hasMatchedOption("--heads")) {
        throw CommandFailure.usage("give either --heads or --branch, not both");
      }
      return new Policy.Heads.Branches(labels);
    }
    int allowed = arguments.matchedOptionValue("--heads", 1);
    if (allowed < 1) {
      throw CommandFailure.usage("--heads must be at least 1; see --allow-empty for none");
    }
    return new Policy.Heads.Count(allowed);
  }

  private static Map<ProblemKind, Severity> severities(List<String> settings)
      throws CommandFailure {
    Map<ProblemKind, Severity> severities = new EnumMap<>(ProblemKind.class);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      String kind = equals < 0 ? setting : setting.substring(0, equals);
      String level = equals < 0 ? "" : setting.substring(equals + 1);
      ProblemKind known =
          ProblemKind.byId(kind)
              .orElseThrow(
                  () ->
                      CommandFailure.usage(
                          "--severity: there is no kind " + kind + "; there are " + kinds()));
      severities.put(
          known,
          level(level)
              .orElseThrow(
                  () ->
                      CommandFailure.usage(
                          "--severity: write " + kind + "=error, =unknown, =warning or =off")));
    }
    return severities;
  }

  static String kinds() {
    return Arrays.stream(ProblemKind.values())
        .map(ProblemKind::id)
        .collect(Collectors.joining(", "));
  }

  private static Optional<Severity> level(String name) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
