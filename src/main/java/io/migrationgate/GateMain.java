package io.migrationgate;

import io.migrationgate.cli.CommandLineInterface;

/**
 * The init containers' commands alone. A native program that begins here holds nothing of the
 * others, and so is small enough to be pulled to every node.
 */
public final class GateMain {

  private GateMain() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    Main process = new Main();
    process.run(CommandLineInterface.ofTheGate(process.console()), args);
  }
}
