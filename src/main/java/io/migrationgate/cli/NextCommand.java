package io.migrationgate.cli;

import io.migrationgate.adapter.git.GitRepository;
import io.migrationgate.cli.collision.BranchComparison;
import io.migrationgate.cli.collision.NextInChain;
import io.migrationgate.cli.collision.UnreadBranch;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.collision.HiddenNumber;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.RepositoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static void print(Map<String, NextInChain> next, Console console) throws CommandFailure {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, NextInChain> chain : next.entrySet()) {
      String free = known(chain.getKey(), chain.getValue());
      lines.add(next.size() == 1 ? free : chain.getKey() + ": " + free);
    }
    // All or nothing: whoever reads the first line only must not miss that a later one failed.
    for (String line : lines) {
      console.out().println(Plain.text(line));
    }
  }

  private static String known(String chain, NextInChain next) throws CommandFailure {
    return switch (next) {
      case NextInChain.Free(String number) -> number;
      case NextInChain.Hidden(HiddenNumber hidden) ->
          throw CommandFailure.unreadable(words(hidden));
      case NextInChain.Formless formless ->
          throw CommandFailure.unreadable(
              chain
                  + " is empty on the base: nothing tells how it counts; choose the first number"
                  + " yourself");
    };
  }

  private static String words(HiddenNumber hidden) {
    Finding finding = hidden.finding();
    String place =
        finding.problem().locations().isEmpty()
            ? ""
            : finding.problem().locations().getFirst() + " ";
    return place
        + finding.message()
        + " (on "
        + hidden.holder()
        + "): the next number may be one that it hides. "
        + finding.remedy().explanation();
  }
}
