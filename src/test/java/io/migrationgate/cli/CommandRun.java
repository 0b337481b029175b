package io.migrationgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command run in this JVM, with what it printed. */
public record CommandRun(ExitCode code, String out, String err) {

  /** Runs a command as if it had been typed in this folder. */
  public static CommandRun in(Path folder, String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(1, List.of("--workdir", folder.toString()));
    return of(words.toArray(String[]::new));
  }

  public static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
    ExitCode code = new CommandLineInterface(console).run(args);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
