package io.migrationgate;

import io.migrationgate.cli.CommandLineInterface;
import io.migrationgate.cli.Console;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.cli.StandardStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The only place that exits. */
public final class Main {

  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    StandardStream out = new StandardStream(FileDescriptor.out);
    Console console =
        new Console(writer(out), writer(new StandardStream(FileDescriptor.err)), colourful());
    ExitCode code = run(console, args);
    if (out.hasLostOutput()) {
      console.err().println("migration-gate: the output could not be written; is the disk full?");
      console.err().flush();
      code = ExitCode.UNKNOWN;
    }
    // Exiting looks for a logger first, which takes as long as a hundred files.
    if (code != ExitCode.PASS) {
      System.exit(code.number());
    }
  }

  private static ExitCode run(Console console, String[] args) {
    try {
      return new CommandLineInterface(console).run(args);
    } catch (OutOfMemoryError full) {
      console
          .err()
          .println(
              "migration-gate: there is not enough memory for so many files; give the folder of one"
                  + " chain, or more memory with MIGRATION_GATE_JAVA_OPTS=-Xmx2g");
      console.err().flush();
      return ExitCode.UNKNOWN;
    }
  }

  /** Buffered and in UTF-8, whatever the locale: reports are read by machines too. */
  private static PrintWriter writer(StandardStream stream) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
  }

  private static boolean colourful() {
    String noColour = System.getenv("NO_COLOR");
    String terminal = System.getenv("TERM");
    return (noColour == null || noColour.isEmpty())
        && terminal != null
        && !terminal.equals("dumb")
        && isTerminal();
  }

  // Since JDK 25 there is none again where the output is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }
}
