package io.migrationgate;

import io.migrationgate.cli.CommandLineInterface;
import io.migrationgate.cli.Console;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The only place that exits. */
public final class Main {

  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    Console console =
        new Console(writer(FileDescriptor.out), writer(FileDescriptor.err), colourful());
    System.exit(new CommandLineInterface(console).run(args).number());
  }

  /** Buffered and in UTF-8, whatever the locale: reports are read by machines too. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)));
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
