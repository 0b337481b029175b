package io.migrationgate.core.edit.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The merge revision is the file that the real Alembic writes, from its own template. */
class MergeFileIT {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0001 | merge heads                          |
          0001 | Merge, the (two): \u00fcber-heads _x | truncate_slug_length = 12
          0001 | a very long message that goes on and on and on until it is cut |
          ab12 | merge heads | file_template = %%(rev)s
          ab12 | merge heads | file_template = %%(year)d_%%(month).2d_%%(day).2d-%%(rev)s_%%(slug)s
          """)
  void isWhatAlembicWouldWrite(String base, String message, String setting) throws Exception {
    for (String python : PythonsWithAlembic.all()) {
      Path ours = project(python, base, setting);
      Path theirs = project(python, base, setting);

      CommandRun run = CommandRun.in(ours, "merge", "-m", message);
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
      assertThat(run.err()).isEmpty();
      Path written = newFile(ours);
      String id = assigned(Files.readString(written));
      alembic(python, theirs, "merge", "-m", message, "--rev-id", id, base + "_x", base + "_y");

      Path expected = newFile(theirs);
      assertThat(written.getFileName()).isEqualTo(expected.getFileName());
      assertThat(undated(written)).isEqualTo(undated(expected));
      assertThat(CommandRun.in(ours, "check").code()).isEqualTo(ExitCode.PASS);
      assertThat(alembic(python, ours, "heads")).contains(id + " (head)");
    }
  }

  private static String undated(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?m)^Create Date: .*", "Create Date:");
  }

  private static String assigned(String source) {
    String quoted = source.lines().filter(l -> l.startsWith("revision")).findFirst().orElseThrow();
    return quoted.substring(quoted.indexOf('\'') + 1, quoted.lastIndexOf('\''));
  }

  private static Path newFile(Path project) throws IOException {
    try (Stream<Path> files = Files.list(project.resolve("migrations/versions"))) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .filter(file -> !file.getFileName().toString().startsWith("old_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path project(String python, String base, String setting) throws Exception {
    Path project = Files.createTempDirectory(temp, "project");
    alembic(python, project, "init", "migrations");
    Files.writeString(
        project.resolve("alembic.ini"),
        "[alembic]\nscript_location = migrations\n" + (setting == null ? "" : setting + "\n"));
    Path versions = project.resolve("migrations/versions");
    revision(versions, base, "None");
    revision(versions, base + "_x", "'" + base + "'");
    revision(versions, base + "_y", "'" + base + "'");
    return project;
  }

  private static void revision(Path versions, String id, String parent) throws IOException {
    Files.writeString(
        versions.resolve("old_" + id + ".py"),
        "revision = '" + id + "'\ndown_revision = " + parent + "\n");
  }

  private static String alembic(String python, Path folder, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(python, "-c", "from alembic.config import main; main()"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + output).isZero();
    return output;
  }
}
