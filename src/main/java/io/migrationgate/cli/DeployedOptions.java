package io.migrationgate.cli;

import io.migrationgate.port.AppliedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a person knows to be deployed: named one by one, or listed in a file. */
record DeployedOptions(Set<String> deployed) implements AppliedLedger {

  DeployedOptions {
    deployed = Set.copyOf(deployed);
  }

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--deployed")
                .arity("1")
                .paramLabel("ID")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .splitRegexSynopsisLabel(",")
                .description("Revisions that a database has run: they are not changed.")
                .build())
        .addOption(
            OptionSpec.builder("--deployed-from")
                .paramLabel("FILE")
                .type(Path.class)
                .converters(ChainSelection.TO_PATH)
                .description("A file with one such id on each line; what follows a # is no id.")
                .build())
        .addOption(
            OptionSpec.builder("--deployed-to")
                .paramLabel("DATABASE")
                .type(String.class)
                .description(
                    "A database that knows: env:VARIABLE or file:PATH with its URL, or a URL"
                        + " without a password.")
                .build());
  }

  static AppliedLedger of(ParseResult arguments, EditTarget target) throws CommandFailure {
    Path folder = target.folder();
    List<String> named = arguments.matchedOptionValue("--deployed", List.of());
    Set<String> deployed = new HashSet<>(named);
    Path file = arguments.matchedOptionValue("--deployed-from", Path.of(""));
    if (!file.toString().isEmpty()) {
      try {
        for (String line : Files.readAllLines(folder.resolve(file))) {
          int comment = line.indexOf('#');
          deployed.add((comment < 0 ? line : line.substring(0, comment)).strip());
        }
      } catch (IOException unreadable) {
        throw CommandFailure.unreadable(
            file + " cannot be read; --deployed-from takes a text file with one id on each line");
      }
    }
    String database = arguments.matchedOptionValue("--deployed-to", "");
    if (!database.isEmpty()) {
      deployed.addAll(DeployedTo.ids(database, folder, target.source().read()));
    }
    deployed.remove("");
    return new DeployedOptions(deployed);
  }
}
