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

  private final StandardStream out = new StandardStream(FileDescriptor.out);
  private final Console console =
      new Console(writer(out), writer(new StandardStream(FileDescriptor.err)), colourful());

  Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    Main process = new Main();
    process.run(new CommandLineInterface(process.console()), args);
  }

  Console console() {
    return console;
  }

  void run(CommandLineInterface commands, String[] args) {
    ExitCode code = codeOf(commands, args);
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

  private ExitCode codeOf(CommandLineInterface commands, String[] args) {
    try {
      return commands.run(args);
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
