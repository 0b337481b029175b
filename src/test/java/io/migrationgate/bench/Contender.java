package io.migrationgate.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that reads a tree, measured from outside: from the start of its process to its end.
 *
 * @param name as the table shows it
 * @param command what is run in the tree's folder
 * @param environment what is set for it beside what is set already
 */
record Contender(String name, List<String> command, Map<String, String> environment) {

  /** Left to the contender: whether Python writes compiled files, and where. */
  private static final Set<String> UNASKED =
      Set.of("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX");

  private static final Path GNU_TIME = Path.of("/usr/bin/time");

  Contender {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Runs once, and returns how long that took in milliseconds. */
  double milliseconds(Path folder) throws IOException, InterruptedException {
    long start = System.nanoTime();
    run(command, folder);
    return (System.nanoTime() - start) / 1e6;
  }

  /** Runs once, and returns the most memory it held in MiB; NaN where nothing here can tell. */
  double peakMemory(Path folder) throws IOException, InterruptedException {
    if (!Files.isExecutable(GNU_TIME)) {
      return Double.NaN;
    }
    Path report = Files.createTempFile("peak", ".txt");
    List<String> measured =
        new ArrayList<>(List.of(GNU_TIME.toString(), "-f", "%M", "-o", report.toString()));
    measured.addAll(command);
    run(measured, folder);
    double kibibytes = Double.parseDouble(Files.readString(report).strip());
    Files.delete(report);
    return kibibytes / 1024;
  }

  private void run(List<String> words, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().keySet().removeAll(UNASKED);
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException(name + " ended with " + exit + ": " + String.join(" ", words));
    }
  }
}
