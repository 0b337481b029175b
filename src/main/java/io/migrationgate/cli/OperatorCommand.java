package io.migrationgate.cli;

import io.migrationgate.operator.process.OperatorProcess;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate operator}: runs in a cluster until it is told to end. */
final class OperatorCommand implements Command {

  @Override
  public String name() {
    return "operator";
  }

  @Override
  public String summary() {
    return "In a cluster: look after its gates and their pods.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) {
    return OperatorProcess.run() == 0 ? ExitCode.PASS : ExitCode.UNKNOWN;
  }
}
