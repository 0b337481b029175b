package io.migrationgate.cli;

import io.migrationgate.adapter.forge.ForgeKind;
import io.migrationgate.adapter.forge.ForgeOptions;
import io.migrationgate.adapter.git.GitRepository;
import io.migrationgate.cli.collision.BranchComparison;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.port.CommitId;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.RepositoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options with which a person says which branches are meant. */
final class BranchOptions {

  /** Where the CI says what a pull request is to be merged into. */
  private static final List<String> TARGETS =
      List.of(
          "FORGEJO_BASE_REF",
          "GITHUB_BASE_REF",
          "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
          "CI_COMMIT_TARGET_BRANCH");

  private static final String DEFAULT_BASE = "origin/HEAD";

  private BranchOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--base")
                .paramLabel("REF")
                .type(String.class)
                .description(
                    "What the branches are to be merged into, such as origin/main. Default: what"
                        + " the CI says, else origin/HEAD.")
                .build())
        .addOption(
            OptionSpec.builder("--against")
                .arity("1")
                .paramLabel("REF")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "Compare with this branch of the clone, instead of the forge's open pull"
                        + " requests; may be repeated.")
                .build())
        .addOption(
            OptionSpec.builder("--forge")
                .paramLabel("KIND")
                .type(String.class)
                .completionCandidates(List.of("github", "forgejo", "gitea", "gitlab"))
                .description(
                    "github, forgejo, gitea or gitlab. Default: what the CI or the remote says.")
                .build())
        .addOption(
            OptionSpec.builder("--forge-api")
                .paramLabel("URL")
                .type(String.class)
                .description("The address of the forge's interface.")
                .build())
        .addOption(
            OptionSpec.builder("--forge-timeout")
                .paramLabel("SECONDS")
                .type(Integer.class)
                .description("How long to wait for one answer of the forge. Default: 30.")
                .build())
        .addOption(
            OptionSpec.builder("--repository")
                .paramLabel("OWNER/NAME")
                .type(String.class)
                .description("The repository at the forge.")
                .build());
  }

  /** The clone that the person is in. */
  static GitRepository repository(ParseResult arguments)
      throws CommandFailure, RepositoryException {
    if (arguments.hasMatchedOption("--root")) {
      throw CommandFailure.usage("--root: branches are those of a clone; leave it out");
    }
    Path folder = Path.of(arguments.matchedOptionValue("--workdir", Path.of("")).toString());
    if (!folder.toString().isEmpty() && !Files.isDirectory(folder)) {
      throw CommandFailure.unreadable(folder + " is no folder; correct --workdir");
    }
    return GitRepository.around(folder.toAbsolutePath().normalize());
  }

  /** Everything that is to be compared, read. */
  static BranchComparison comparison(
      ParseResult arguments, GitRepository repository, List<ChainSource> chains)
      throws CommandFailure, RepositoryException, ForgeException {
    return comparison(arguments, repository, chains, Optional.empty());
  }

  /** The same, with what is checked out for a base where nothing names another. */
  static BranchComparison comparisonWithHead(
      ParseResult arguments, GitRepository repository, List<ChainSource> chains)
      throws CommandFailure, RepositoryException, ForgeException {
    return comparison(arguments, repository, chains, Optional.of("HEAD"));
  }

  private static BranchComparison comparison(
      ParseResult arguments,
      GitRepository repository,
      List<ChainSource> chains,
      Optional<String> otherwise)
      throws CommandFailure, RepositoryException, ForgeException {
    Map<String, String> environment = System.getenv();
    String base = baseName(arguments, repository, environment, otherwise);
    CommitId commit =
        repository
            .find(base)
            .orElseThrow(
                () ->
                    CommandFailure.unreadable(
                        "there is no "
                            + base
                            + " in this clone; fetch it (git fetch origin "
                            + BranchComparison.branchName(base)
                            + "), or correct --base"));
    BranchComparison comparison = new BranchComparison(repository, chains, base, commit);
    List<String> against = arguments.matchedOptionValue("--against", List.of());
    if (against.isEmpty()) {
      comparison.withPullRequests(forge(arguments), environment);
    } else {
      comparison.withBranches(against);
    }
    return comparison;
  }

  private static ForgeOptions forge(ParseResult arguments) throws CommandFailure {
    Optional<String> name = Optional.ofNullable(arguments.matchedOptionValue("--forge", null));
    Optional<ForgeKind> kind = name.flatMap(ForgeKind::named);
    if (name.isPresent() && kind.isEmpty()) {
      throw CommandFailure.usage(
          "--forge: there is no " + name.get() + "; there are github, forgejo, gitea and gitlab");
    }
    return new ForgeOptions(
        kind,
        Optional.ofNullable(arguments.matchedOptionValue("--forge-api", null)),
        Optional.ofNullable(arguments.matchedOptionValue("--repository", null)),
        timeout(arguments));
  }

  private static Optional<Duration> timeout(ParseResult arguments) throws CommandFailure {
    int seconds = arguments.matchedOptionValue("--forge-timeout", 0);
    if (arguments.hasMatchedOption("--forge-timeout") && (seconds < 1 || seconds > 3600)) {
      throw CommandFailure.usage("--forge-timeout: say a number of seconds from 1 to 3600");
    }
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static String baseName(
      ParseResult arguments,
      GitRepository repository,
      Map<String, String> environment,
      Optional<String> otherwise)
      throws CommandFailure, RepositoryException {
    Optional<String> named = Optional.ofNullable(arguments.matchedOptionValue("--base", null));
    if (named.isPresent()) {
      return named.get();
    }
    for (String variable : TARGETS) {
      String target = environment.getOrDefault(variable, "");
      if (!target.isBlank()) {
        return "origin/" + target.strip();
      }
    }
    if (repository.find(DEFAULT_BASE).isPresent()) {
      return DEFAULT_BASE;
    }
    if (otherwise.isPresent()) {
      return otherwise.get();
    }
    throw CommandFailure.usage(
        "name with --base what the branches are to be merged into, such as origin/main");
  }
}
