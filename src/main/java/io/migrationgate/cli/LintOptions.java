package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.lint.ChangedFiles;
import io.migrationgate.core.lint.LintSettings;
import io.migrationgate.core.lint.LintSettingsException;
import io.migrationgate.core.lint.SeveralNewRevisions;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.settings.SettingsException;
import io.migrationgate.core.settings.SettingsReader;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Which rules hold, and for which change.
 *
 * @param change empty where it is not about one
 */
record LintOptions(LintSettings settings, Optional<ChangedFiles> change) {

  private static final String STANDARD_INPUT = "-";

  static void addTo(CommandSpec spec) {
    spec.addOption(
            OptionSpec.builder("--changed")
                .arity("1..*")
                .paramLabel("FILE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "Only what these files bring: the change in question. With - the names are"
                        + " read from standard input, as `git diff --name-status` prints them.")
                .build())
        .addOption(
            OptionSpec.builder("--max-new")
                .paramLabel("N")
                .type(Integer.class)
                .description("How many new revisions --changed may name. Default: 1.")
                .build())
        .addOption(
            OptionSpec.builder("--rule")
                .arity("1")
                .paramLabel("RULE=LEVEL")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description("Make a rule error, warn or off; may be repeated.")
                .build());
  }

  static LintOptions of(ParseResult arguments, FileTree tree) throws CommandFailure {
    return new LintOptions(settings(arguments, tree), change(arguments, tree));
  }

  private static LintSettings settings(ParseResult arguments, FileTree tree) throws CommandFailure {
    LintSettings settings = fileSettings(arguments, tree);
    List<String> rules = arguments.matchedOptionValue("--rule", List.of());
    for (String rule : rules) {
      int equals = rule.indexOf('=');
      if (equals < 0) {
        throw CommandFailure.usage("--rule: write " + rule + "=error, =warn or =off");
      }
      try {
        settings = settings.with(rule.substring(0, equals), rule.substring(equals + 1));
      } catch (LintSettingsException wrong) {
        throw CommandFailure.usage("--rule: " + wrong.getMessage());
      }
    }
    if (!arguments.hasMatchedOption("--max-new")) {
      return settings;
    }
    int max = arguments.matchedOptionValue("--max-new", 1);
    if (max < 1) {
      throw CommandFailure.usage("--max-new must be at least 1");
    }
    if (!arguments.hasMatchedOption("--changed")) {
      throw CommandFailure.usage("--max-new counts what --changed names; give both");
    }
    return settings.with(new SeveralNewRevisions(), SeveralNewRevisions.MAX, max);
  }

  private static LintSettings fileSettings(ParseResult arguments, FileTree tree)
      throws CommandFailure {
    List<Path> paths = arguments.matchedPositionalValue(0, List.of());
    String start = paths.size() == 1 ? paths.getFirst().toString() : ".";
    try {
      return LintSettings.of(new SettingsReader(new TomljReader()).settingsFor(tree, start).lint());
    } catch (SettingsException wrong) {
      int more = wrong.mistakes().size() - 1;
      String message = wrong.mistakes().getFirst() + (more == 0 ? "" : " (and " + more + " more)");
      throw switch (wrong.kind()) {
        case WRONG -> CommandFailure.usage(message);
        case UNREADABLE -> CommandFailure.unreadable(message);
      };
    }
  }

  private static Optional<ChangedFiles> change(ParseResult arguments, FileTree tree)
      throws CommandFailure {
    if (!arguments.hasMatchedOption("--changed")) {
      return Optional.empty();
    }
    List<String> given = arguments.matchedOptionValue("--changed", List.of());
    List<String> lines = new ArrayList<>();
    for (String file : given) {
      if (file.equals(STANDARD_INPUT)) {
        lines.addAll(standardInput());
      } else {
        lines.add(file);
      }
    }
    for (String line : lines) {
      if (line.contains("\"")) {
        throw CommandFailure.usage(
            "--changed: "
                + line
                + " is in quotes; let git write names as they are: git -c core.quotePath=off");
      }
    }
    return Optional.of(ChangedFiles.of(lines, tree::absolute));
  }

  private static List<String> standardInput() throws CommandFailure {
    // Not closed: it belongs to the process.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      return in.lines().toList();
    } catch (UncheckedIOException lost) {
      throw CommandFailure.unreadable("--changed: standard input cannot be read");
    }
  }
}
