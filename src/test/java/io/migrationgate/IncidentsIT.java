package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The incidents that this project exists for: each is found by its cause, and the commands it
 * suggests, typed as they stand, lead to a chain that the real Alembic takes.
 */
class IncidentsIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          two-pull-requests,  multiple-heads,                     both follow 0144
          duplicate-id,       duplicate-revision,                 two branches took the same id
          dates-that-part,    multiple-heads,                     both follow 20240120
          renumbered,         duplicate-revision multiple-heads,  still follows 0082
          circle,             cycle,                              a pointer was moved
          """)
  void isFoundByItsCauseAndMended(String example, String kinds, String cause) throws Exception {
    Path project = copy(example);

    CommandRun check = CommandRun.in(project, "check");

    assertThat(check.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(kinds(check.out())).containsExactly(kinds.split(" "));
    assertThat(check.out().replaceAll("\\s+", " ")).contains(cause);
    for (String python : PythonsWithAlembic.all()) {
      mendAndCompare(example, python);
    }
  }

  @Test
  void aHashAmongNumbersIsNoFork() throws Exception {
    Path project = copy("hash-in-the-middle");

    CommandRun check = CommandRun.in(project, "check");

    assertThat(check.out()).isEqualTo("hash-in-the-middle: OK (exactly 1 head)\n");
    assertThat(check.code()).isEqualTo(ExitCode.PASS);
    for (String python : PythonsWithAlembic.all()) {
      assertThat(headsByAlembic(project, python)).containsExactly("007");
    }
  }

  private void mendAndCompare(String example, String python) throws Exception {
    Path project = copy(example);
    for (int step = 0; step < 3; step++) {
      CommandRun check = CommandRun.in(project, "check");
      if (check.code() == ExitCode.PASS) {
        break;
      }
      // Causes come first: what is behind them may look different once they are mended.
      shell(project, python, commands(check.out()).getFirst());
    }
    assertThat(CommandRun.in(project, "check").out()).contains("OK (exactly 1 head)");
    assertThat(headsByAlembic(project, python)).hasSize(1);
  }

  private static List<String> kinds(String text) {
    return text.lines()
        .filter(line -> line.startsWith("  error "))
        .map(line -> line.substring("  error ".length(), line.indexOf(':')))
        .toList();
  }

  private static List<String> commands(String text) {
    return text.lines()
        .filter(line -> line.startsWith("    fix:   "))
        .map(line -> line.substring("    fix:   ".length()))
        .toList();
  }

  private List<String> headsByAlembic(Path project, String python) throws Exception {
    String output = shell(project, python, "alembic heads");
    return output
        .lines()
        .filter(line -> line.endsWith("(head)"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  /** Runs a command where {@code alembic} is this Python's. */
  private String shell(Path project, String python, String command) throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path alembic = bin.resolve("alembic");
    Files.writeString(
        alembic,
        "#!/bin/sh\nexec " + python + " -c 'from alembic.config import main; main()' \"$@\"\n");
    Files.setPosixFilePermissions(alembic, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.directory(project.toFile()).redirectErrorStream(true);
    String first = DISTRIBUTION.resolve("bin") + ":" + bin;
    builder.environment().merge("PATH", first, (path, added) -> added + ":" + path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + output).isZero();
    return output;
  }

  /** A copy that Alembic can write a merge revision into. */
  private Path copy(String example) throws IOException {
    Path from = Path.of("examples", example);
    Path to = Files.createTempDirectory(temp, "copy").resolve(example);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(from)) {
      walk.forEach(files::add);
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
    Files.writeString(
        to.resolve("migrations/script.py.mako"),
        """
        revision = ${repr(up_revision)}
        down_revision = ${repr(down_revision)}


        def upgrade():
            pass
        """);
    return to;
  }
}
