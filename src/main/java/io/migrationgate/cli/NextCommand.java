package io.migrationgate.cli;

import io.migrationgate.adapter.git.GitRepository;
import io.migrationgate.cli.collision.BranchComparison;
import io.migrationgate.cli.collision.UnreadBranch;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.RepositoryException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate next}: a number, or an id, that nobody has claimed. */
final class NextCommand implements Command {

  @Override
  public String name() {
    return "next";
  }

  @Override
  public String summary() {
    return "Print the next number or id that neither the base nor an open branch has.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary()).footer("", CommandLineInterface.EXIT_CODES);
    ChainSelection.addTo(spec);
    return BranchOptions.addTo(spec);
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    try (GitRepository repository = BranchOptions.repository(arguments)) {
      BranchComparison branches =
          BranchOptions.comparison(arguments, repository, ChainSelection.of(arguments));
      if (!branches.unread().isEmpty()) {
        UnreadBranch first = branches.unread().getFirst();
        throw CommandFailure.unreadable(
            first.branch() + " " + first.reason() + ": the next number may be one of its own");
      }
      print(branches.next(), console);
      return ExitCode.PASS;
    } catch (RepositoryException | ForgeException failure) {
      throw CommandFailure.unreadable(String.valueOf(failure.getMessage()));
    } catch (IOException failure) {
      throw CollisionsCommand.noRoom(failure);
    }
  }

  /** The bare number for one chain, as a script takes it; else the name of each before it. */
  private static void print(Map<String, Optional<String>> next, Console console)
      throws CommandFailure {
    for (Map.Entry<String, Optional<String>> chain : next.entrySet()) {
      String free =
          chain
              .getValue()
              .orElseThrow(
                  () ->
                      CommandFailure.unreadable(
                          chain.getKey()
                              + " is empty on the base: nothing tells how it counts; choose the"
                              + " first number yourself"));
      console.out().println(Plain.text(next.size() == 1 ? free : chain.getKey() + ": " + free));
    }
  }
}
