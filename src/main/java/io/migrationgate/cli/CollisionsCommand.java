package io.migrationgate.cli;

import io.migrationgate.adapter.git.GitRepository;
import io.migrationgate.cli.collision.BranchComparison;
import io.migrationgate.cli.collision.CollisionComment;
import io.migrationgate.cli.collision.CollisionReport;
import io.migrationgate.cli.collision.CollisionSurvey;
import io.migrationgate.cli.collision.GithubCollisionReport;
import io.migrationgate.cli.collision.JsonCollisionReport;
import io.migrationgate.cli.collision.TextCollisionReport;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.RepositoryException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate collisions}: what open branches would do to each other. */
final class CollisionsCommand implements Command {

  private static final List<String> FORMATS = List.of("text", "json", "github");

  @Override
  public String name() {
    return "collisions";
  }

  @Override
  public String summary() {
    return "Compare this branch's new migrations with those of every other open one.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary()).footer("", CommandLineInterface.EXIT_CODES);
    ChainSelection.addTo(spec);
    PolicyOptions.addTo(spec);
    BranchOptions.addTo(spec);
    return spec.addOption(
            OptionSpec.builder("--all")
                .description(
                    "Judge every open branch against every other one, not only this one: for a run"
                        + " after each merge.")
                .build())
        .addOption(
            OptionSpec.builder("--comment")
                .description("Post the result under the pull request, or update it there.")
                .build())
        .addOption(
            OptionSpec.builder("--format")
                .paramLabel("FORMAT")
                .type(String.class)
                .completionCandidates(FORMATS)
                .description("text, json or github. Default: text.")
                .build())
        .addOption(Colour.option());
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    CollisionReport report = report(arguments, console);
    boolean comment = arguments.hasMatchedOption("--comment");
    boolean all = arguments.hasMatchedOption("--all");
    if (comment && all) {
      throw CommandFailure.usage("--comment is for one pull request; leave out --all");
    }
    try (GitRepository repository = BranchOptions.repository(arguments)) {
      BranchComparison branches =
          BranchOptions.comparison(arguments, repository, ChainSelection.of(arguments));
      if (comment && branches.discussion().isEmpty()) {
        throw CommandFailure.usage(
            "--comment: no open pull request is known for this branch; run it in the CI of one,"
                + " without --against");
      }
      CollisionSurvey survey = branches.survey(PolicyOptions.of(arguments), all);
      report.write(survey, console.out());
      console.out().flush();
      if (comment) {
        publish(branches.discussion().get(), CollisionComment.body(survey));
      }
      return ExitCode.of(survey.standing());
    } catch (RepositoryException | ForgeException failure) {
      throw CommandFailure.unreadable(String.valueOf(failure.getMessage()));
    } catch (IOException failure) {
      throw noRoom(failure);
    }
  }

  static CommandFailure noRoom(IOException failure) {
    return CommandFailure.unreadable(
        "the files of a branch could not be put into the folder for temporary files ("
            + failure.getMessage()
            + "); make room there, or name another with"
            + " MIGRATION_GATE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
  }

  private static void publish(BranchComparison.Discussion discussion, String body)
      throws ForgeException {
    discussion.forge().publishComment(discussion.pullRequest(), CollisionComment.MARKER, body);
  }

  private static CollisionReport report(ParseResult arguments, Console console)
      throws CommandFailure {
    String format = arguments.matchedOptionValue("--format", "text");
    return switch (format) {
      case "text" -> new TextCollisionReport(Colour.wanted(arguments, console));
      case "json" -> new JsonCollisionReport();
      case "github" -> new GithubCollisionReport();
      default ->
          throw CommandFailure.usage(
              "--format: there is no " + format + "; there are text, json and github");
    };
  }
}
