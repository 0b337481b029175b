package io.migrationgate.core.reader.alembic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The real Alembic, in a Python process that lives as long as the test: see {@code
 * alembic_oracle.py}.
 */
final class AlembicOracle implements AutoCloseable {

  /** Pythons to ask, separated by colons, in place of those that are looked for. */
  private static final String PYTHONS = "MIGRATION_GATE_ALEMBIC_PYTHONS";

  private static final Path SCRIPT = Path.of("src/test/python/alembic_oracle.py");

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final String version;
  private final String python;

  private AlembicOracle(String executable) throws IOException {
    process =
        new ProcessBuilder(executable, SCRIPT.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    Map<String, Object> greeting = receive();
    version = (String) greeting.get("alembic");
    python = (String) greeting.get("python");
  }

  /**
   * Every Alembic that is at hand, the oldest first. Where there is none the test is skipped, but
   * not in continuous integration, which would be green without having compared anything.
   */
  static List<AlembicOracle> all() throws IOException {
    List<AlembicOracle> found = new ArrayList<>();
    for (String python : pythonsWithAlembic()) {
      found.add(new AlembicOracle(python));
    }
    String missing = "no Alembic to compare with: pip install alembic, or set " + PYTHONS;
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    assumeFalse(found.isEmpty(), missing);
    found.sort(Comparator.comparing(oracle -> Runtime.Version.parse(oracle.version)));
    return found;
  }

  private static Set<String> pythonsWithAlembic() throws IOException {
    String given = System.getenv(PYTHONS);
    if (given != null && !given.isEmpty()) {
      return new LinkedHashSet<>(List.of(given.split(":")));
    }
    Set<String> candidates = new LinkedHashSet<>(List.of("/usr/bin/python3"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      candidates.add(folder + "/python3");
    }
    Path cache =
        Path.of(
            System.getenv()
                .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"));
    Path environments = cache.resolve("migration-gate/oracles");
    if (Files.isDirectory(environments)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(environments)) {
        folders.forEach(folder -> candidates.add(folder + "/bin/python"));
      }
    }
    Set<String> found = new LinkedHashSet<>();
    Set<Path> places = new LinkedHashSet<>();
    for (String candidate : candidates) {
      Path folder = Path.of(candidate).getParent();
      if (Files.isExecutable(Path.of(candidate))
          && places.add(folder.toRealPath())
          && importsAlembic(candidate)) {
        found.add(candidate);
      }
    }
    return found;
  }

  private static boolean importsAlembic(String python) throws IOException {
    Process process =
        new ProcessBuilder(python, "-c", "import alembic")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  String version() {
    return version;
  }

  /** Starts to answer; {@link #receive} waits for it. */
  void send(Map<String, ?> question) {
    try {
      questions.write(JsonText.write(question) + "\n");
      questions.flush();
    } catch (IOException dead) {
      throw new UncheckedIOException(this + " has ended", dead);
    }
  }

  Map<String, Object> receive() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the oracle has ended without an answer");
      }
      return JsonText.parse(line);
    } catch (IOException dead) {
      throw new UncheckedIOException(dead);
    }
  }

  Map<String, Object> ask(Map<String, ?> question) {
    send(question);
    return receive();
  }

  @Override
  public void close() {
    process.destroy();
  }

  @Override
  public String toString() {
    return "Alembic " + version + " on Python " + python;
  }
}
