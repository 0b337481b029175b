package io.migrationgate.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate completion}: a script for bash and zsh. */
final class CompletionCommand implements Command {

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Print a completion script: source <(migration-gate completion)";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) {
    CommandLine line = new CommandLine(CommandLineInterface.root());
    console.out().print(AutoComplete.bash(CommandLineInterface.NAME, line));
    return ExitCode.PASS;
  }
}
