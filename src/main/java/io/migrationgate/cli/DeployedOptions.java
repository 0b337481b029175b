package io.migrationgate.cli;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.settings.NearestName;
import io.migrationgate.port.AppliedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a person knows to be deployed: named one by one, or listed in a file. */
record DeployedOptions(Set<String> deployed) implements AppliedLedger {

  /** As many hexadecimal digits as a SHA-1 has. */
  private static final int SQITCH_ID = 40;

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
    List<String> named = arguments.matchedOptionValue("--deployed", List.of());
    Set<String> deployed = new HashSet<>(named);
    deployed.remove("");
    Path file = arguments.matchedOptionValue("--deployed-from", Path.of(""));
    Set<String> listed = file.toString().isEmpty() ? Set.of() : idsIn(file, target.folder());
    if (!deployed.isEmpty() || !listed.isEmpty()) {
      refuseUnknown(deployed, listed, file, target.source().read());
    }
    deployed.addAll(listed);
    String database = arguments.matchedOptionValue("--deployed-to", "");
    if (!database.isEmpty()) {
      deployed.addAll(DeployedTo.ids(database, target.folder(), target.source().read()));
    }
    return new DeployedOptions(deployed);
  }

  private static Set<String> idsIn(Path file, Path folder) throws CommandFailure {
    Set<String> ids = new HashSet<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(file))) {
        int comment = line.indexOf('#');
        ids.add((comment < 0 ? line : line.substring(0, comment)).strip());
      }
    } catch (IOException unreadable) {
      throw CommandFailure.unreadable(
          file + " cannot be read; --deployed-from takes a text file with one id on each line");
    }
    ids.remove("");
    return ids;
  }

  /** A misspelt id would protect nothing, and nobody would notice. */
  private static void refuseUnknown(
      Set<String> named, Set<String> listed, Path file, MigrationChain chain)
      throws CommandFailure {
    if (!chain.complete()) {
      // It may be in what cannot be read; the edit itself is refused for that.
      return;
    }
    Set<String> known = known(chain);
    for (String id : new TreeSet<>(named)) {
      if (!known.contains(id) && !isSqitchId(id, chain)) {
        throw CommandFailure.usage(
            "--deployed: no revision of "
                + chain.name()
                + " is "
                + id
                + nearest(id, known).map(likely -> "; did you mean " + likely + "?").orElse(""));
      }
    }
    // A database may be ahead of this branch, but one that shares nothing with it is another's.
    boolean strange = !listed.isEmpty() && Collections.disjoint(listed, known);
    if (strange && listed.stream().noneMatch(id -> isSqitchId(id, chain))) {
      throw CommandFailure.usage(
          "--deployed-from: no id in " + file + " is one of " + chain.name());
    }
  }

  /** The ids, and of a plan each form in which a tag can be written. */
  private static Set<String> known(MigrationChain chain) {
    Set<String> known = new HashSet<>();
    for (Revision revision : chain.graph().revisions()) {
      known.add(revision.id().value());
      if (chain.tool() == Tool.SQITCH) {
        for (String tag : revision.branchLabels()) {
          known.add(tag);
          known.add(revision.id() + tag);
        }
      }
    }
    return known;
  }

  /** The hash that sqitch makes of a change: the editor says that it takes names. */
  private static boolean isSqitchId(String id, MigrationChain chain) {
    return chain.tool() == Tool.SQITCH
        && id.length() == SQITCH_ID
        && id.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static Optional<String> nearest(String id, Set<String> known) {
    List<String> whole = known.stream().filter(candidate -> candidate.startsWith(id)).toList();
    return whole.size() == 1 ? Optional.of(whole.getFirst()) : NearestName.of(id, known);
  }
}
