package io.migrationgate.core.reader.alembic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The real Alembic, in a Python process that lives as long as the test: see {@code
 * alembic_oracle.py}.
 */
final class AlembicOracle implements AutoCloseable {

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

  /** Every Alembic that is at hand, the oldest first; without any, the test is skipped. */
  static List<AlembicOracle> all() throws IOException {
    List<AlembicOracle> found = new ArrayList<>();
    for (String python : PythonsWithAlembic.all()) {
      found.add(new AlembicOracle(python));
    }
    found.sort(Comparator.comparing(oracle -> Runtime.Version.parse(oracle.version)));
    return found;
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
