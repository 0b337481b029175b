package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.cli.VersionsFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever it is given, the packaged command says one clear line and ends as it should. */
class BadInputIT {

  private static final Path COMMAND =
      Path.of(System.getProperty("migrationgate.distribution"), "bin", "migration-gate")
          .toAbsolutePath();

  @TempDir Path temp;

  @Test
  void aMissingPath() throws Exception {
    Outcome outcome = check("nowhere");

    assertThat(outcome.exit).isEqualTo(3);
    assertThat(outcome.err)
        .isEqualTo(
            "migration-gate: nowhere does not exist; give a folder with"
                + " migrations, an alembic.ini, a pyproject.toml or a sqitch.plan\n");
  }

  @Test
  void aWorkingFolderThatIsGone() throws Exception {
    String script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" check";

    Outcome outcome = run(List.of("sh", "-c", script, COMMAND.toString()), Map.of());

    assertThat(outcome.exit).isEqualTo(3);
    assertThat(outcome.err)
        .endsWith(
            "migration-gate: the working folder does not exist any more: change into another"
                + " one\n");
  }

  @Test
  void aFolderWithNoChain() throws Exception {
    Outcome outcome = check(".");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "holds no migration chain");
  }

  @Test
  void aFileThatMayNotBeRead() throws Exception {
    VersionsFolder chain = new VersionsFolder(temp).revision("1", "None").revision("2", "'1'");
    Files.setPosixFilePermissions(
        chain.path().resolve("2.py"), PosixFilePermissions.fromString("---------"));

    Outcome outcome = asOrdinaryUser("check", ".");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "migrations/versions/2.py may not be read by this user");
  }

  @Test
  void aFolderThatMayNotBeListed() throws Exception {
    VersionsFolder chain = new VersionsFolder(temp).revision("1", "None");
    Files.setPosixFilePermissions(chain.path(), PosixFilePermissions.fromString("---------"));
    try {
      Outcome outcome = asOrdinaryUser("check", ".");

      assertThat(outcome.exit).isEqualTo(3);
      assertOneLine(outcome, "migrations/versions may not be read by this user");
    } finally {
      Files.setPosixFilePermissions(chain.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aBrokenIni() throws Exception {
    Files.writeString(temp.resolve("alembic.ini"), "script_location = here\n");

    Outcome outcome = check("alembic.ini");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "alembic.ini:1 begins before the first [section]");
  }

  @Test
  void aLoopOfLinks() throws Exception {
    Files.createSymbolicLink(temp.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(temp.resolve("b"), Path.of("a"));

    Outcome outcome = check("a");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "a is a loop of symbolic links");
  }

  @Test
  void aFileOfAGigabyte() throws Exception {
    VersionsFolder chain = new VersionsFolder(temp).revision("1", "None");
    try (RandomAccessFile file =
        new RandomAccessFile(chain.path().resolve("2.py").toFile(), "rw")) {
      file.setLength(1L << 30);
    }

    Outcome outcome = check(".");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "migrations/versions/2.py is larger than 16 MiB");
  }

  @Test
  void aPipeAmongTheFiles() throws Exception {
    VersionsFolder chain = new VersionsFolder(temp).revision("1", "None");
    run(List.of("mkfifo", chain.path().resolve("2.py").toString()), Map.of());

    Outcome outcome = check(".");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "migrations/versions/2.py is not a regular file");
  }

  @Test
  void namesThatAreNotAscii() throws Exception {
    new VersionsFolder(temp).file("spieler_größe.py", "1", "None").file("選手.py", "2", "'1'");

    for (String locale : List.of("C", "POSIX", "C.UTF-8", "")) {
      Outcome outcome = run(List.of(COMMAND.toString(), "check", "."), Map.of("LC_ALL", locale));
      assertThat(outcome.exit).as(locale + outcome.err + outcome.out).isZero();
    }
  }

  @Test
  void aFolderNestedDeeperThanAnyProject() throws Exception {
    Path folder = temp;
    for (int depth = 0; depth < 800; depth++) {
      folder = Files.createDirectory(folder.resolve("d"));
    }

    Outcome outcome = check(".");

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "holds no migration chain");
  }

  @Test
  void aReaderThatGoesAway() throws Exception {
    VersionsFolder chain = new VersionsFolder(temp);
    for (int i = 0; i < 2000; i++) {
      chain.revision("r" + i, "'gone'");
    }

    Outcome outcome =
        run(
            List.of("sh", "-c", COMMAND + " check --format json . | head -c 100 > head.txt"),
            Map.of());

    assertThat(outcome.err).isEmpty();
  }

  @Test
  void aReportThatCannotBeWritten() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: there is no /dev/full");
    new VersionsFolder(temp).revision("1", "None");

    Outcome outcome = run(List.of("sh", "-c", COMMAND + " check . > /dev/full"), Map.of());

    assertThat(outcome.exit).isEqualTo(3);
    assertOneLine(outcome, "the output could not be written");
  }

  private static void assertOneLine(Outcome outcome, String message) {
    assertThat(outcome.err).startsWith("migration-gate: ").contains(message);
    assertThat(outcome.err.lines()).hasSize(1);
  }

  private Outcome check(String path) throws Exception {
    return run(List.of(COMMAND.toString(), "check", path), Map.of());
  }

  /** Root may read everything, so rights are tested as somebody else. */
  private Outcome asOrdinaryUser(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      boolean possible =
          run(List.of("sh", "-c", "command -v setpriv"), Map.of()).exit == 0
              && run(
                          List.of(
                              "setpriv",
                              "--reuid=65534",
                              "--clear-groups",
                              "test",
                              "-x",
                              COMMAND.toString()),
                          Map.of())
                      .exit
                  == 0;
      assumeTrue(
          possible, "skipped: this user may read everything, and no other may run " + COMMAND);
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
      command.addAll(List.of("setpriv", "--reuid=65534", "--clear-groups"));
    }
    command.add(COMMAND.toString());
    command.addAll(List.of(arguments));
    return run(command, Map.of());
  }

  private Outcome run(List<String> command, Map<String, String> environment) throws Exception {
    Path out = Files.createTempFile("outcome", ".out");
    Path err = Files.createTempFile("outcome", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(temp.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Outcome(process.exitValue(), read(out), read(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private record Outcome(int exit, String out, String err) {}
}
