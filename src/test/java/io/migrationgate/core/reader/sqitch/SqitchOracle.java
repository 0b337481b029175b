package io.migrationgate.core.reader.sqitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The real sqitch: as a command, and as a process that lives as long as the test, see {@code
 * sqitch_oracle.pl}.
 */
final class SqitchOracle implements AutoCloseable {

  private static final Path SCRIPT = Path.of("src/test/perl/sqitch_oracle.pl");

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  private SqitchOracle() throws IOException {
    process =
        new ProcessBuilder("perl", SCRIPT.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    questions = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Starts it. Where sqitch is not installed the test is skipped, but not in continuous
   * integration, which would be green without having compared anything.
   */
  static SqitchOracle start() throws IOException {
    if (!isAtHand()) {
      String missing = "no sqitch to compare with: apt-get install sqitch";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    return new SqitchOracle();
  }

  private static boolean isAtHand() throws IOException {
    try {
      return run(Path.of("."), "perl", "-MApp::Sqitch", "-e", "1") == 0;
    } catch (IOException noPerl) {
      return false;
    }
  }

  /** What sqitch says of a plan: "plan" and its changes, or "refused" and why. */
  String ask(Path plan) throws IOException {
    questions.write(plan + "\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the oracle has ended without an answer");
    }
    return answer;
  }

  /** Whether {@code sqitch plan}, the command itself, takes the plan in this folder. */
  static boolean planCommandTakes(Path folder) throws IOException {
    Files.writeString(folder.resolve("sqitch.conf"), "[core]\n\tengine = sqlite\n");
    // A plan that fills the memory must not fill this machine's.
    return run(folder, "sh", "-c", "ulimit -v 600000 && exec sqitch --quiet plan") == 0;
  }

  private static int run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
