package io.migrationgate.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of {@code migration-gate}. */
interface Command {

  /** The word, or the words, that it is called by. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /**
   * Its options. They are declared in code, not by annotations: reading those at each start costs
   * as much as a whole check.
   */
  CommandSpec spec();

  /**
   * The arguments, with those that it takes from elsewhere too.
   *
   * @param spec its options, which are built once for a start
   */
  default List<String> complete(CommandSpec spec, List<String> arguments) throws CommandFailure {
    return arguments;
  }

  /**
   * Runs the command.
   *
   * @throws CommandFailure if it cannot do what it was asked
   */
  ExitCode run(ParseResult arguments, Console console) throws CommandFailure;
}
