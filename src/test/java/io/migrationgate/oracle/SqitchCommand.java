package io.migrationgate.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real sqitch, as a command in the folder of a project. */
public final class SqitchCommand {

  private final Path project;
  private final String target;

  private SqitchCommand(Path project, String target) {
    this.project = project;
    this.target = target;
  }

  /** What a command has said, whichever way. */
  public record Said(int exit, String text) {}

  /**
   * A new project for a database. Where sqitch or its driver is not installed the test is skipped,
   * but not in continuous integration, which would be green without having compared anything.
   *
   * @param driver the Perl module without its {@code DBD::}
   */
  public static SqitchCommand create(Path project, String engine, String driver, String target)
      throws IOException {
    if (run(Path.of("."), "perl", "-MApp::Sqitch", "-MDBD::" + driver, "-e", "1").exit() != 0) {
      String missing =
          "no sqitch with DBD::"
              + driver
              + " to compare with: apt-get install sqitch lib"
              + ("dbd-" + driver.toLowerCase(java.util.Locale.ROOT))
              + "-perl";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    SqitchCommand command = new SqitchCommand(project, target);
    command.must("init", "shop", "--engine", engine);
    return command;
  }

  /** Adds a change with scripts that do nothing. */
  public void add(String change, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("add", change, "-n", "adds " + change));
    arguments.addAll(List.of(options));
    must(arguments.toArray(String[]::new));
    for (String kind : List.of("deploy", "revert", "verify")) {
      Files.writeString(
          project.resolve(kind + "/" + change + ".sql"), "SELECT '" + change + "';\n");
    }
  }

  public void must(String... arguments) throws IOException {
    Said said = call(arguments);
    if (said.exit() != 0) {
      throw new IOException("sqitch " + String.join(" ", arguments) + ": " + said.text());
    }
  }

  public Said deploy(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("deploy", target));
    arguments.addAll(List.of(options));
    return call(arguments.toArray(String[]::new));
  }

  public Said status() throws IOException {
    return call("status", target);
  }

  private Said call(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sqitch"));
    command.addAll(List.of(arguments));
    return run(project, command.toArray(String[]::new));
  }

  private static Said run(Path folder, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("SQITCH_FULLNAME", "Ada L\u00f6velace");
    builder.environment().put("SQITCH_EMAIL", "ada@example.com");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      return new Said(-1, command[0] + " is not installed");
    }
    try {
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return new Said(process.exitValue(), text);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    } finally {
      process.destroyForcibly();
    }
  }
}
