package io.migrationgate.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of {@code migration-gate}. */
interface Command {

  String name();

  /** One line for the list of commands. */
  String summary();

  /**
   * Its options. They are declared in code, not by annotations: reading those at each start costs
   * as much as a whole check.
   */
  CommandSpec spec();

  /**
   * Runs the command.
   *
   * @throws CommandFailure if it cannot do what it was asked
   */
  ExitCode run(ParseResult arguments, Console console) throws CommandFailure;
}
