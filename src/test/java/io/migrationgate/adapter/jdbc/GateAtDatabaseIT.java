package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.RevisionSums;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod that waits for its database: the gate's processes beside a real PostgreSQL. */
class GateAtDatabaseIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("migrationgate.distribution"))
          .resolve("bin/migration-gate")
          .toAbsolutePath();

  private static PostgresServer server;

  @TempDir Path temp;

  private Path verdict;
  private Path termination;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void pod() throws Exception {
    verdict = temp.resolve("verdict");
    termination = Files.createFile(temp.resolve("termination-log"));
    Path versions = Files.createDirectories(temp.resolve("image/app/versions"));
    Files.writeString(temp.resolve("image/app/env.py"), "");
    Files.writeString(versions.resolve("a1.py"), "revision = 'a1'\ndown_revision = None\n");
    Files.writeString(versions.resolve("a2.py"), "revision = 'a2'\ndown_revision = 'a1'\n");
    server.execute(
        "DROP TABLE IF EXISTS alembic_version, seasons",
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)",
        "CREATE TABLE seasons (name text)",
        "GRANT SELECT ON alembic_version, seasons TO app",
        "INSERT INTO alembic_version VALUES ('a1')");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void thePodWaitsForTheJobThatMigrates() throws Exception {
    assertThat(check("migrated-by=job"))
        .contains("database of main: DatabaseBehind, the database is one revision behind");
    assertThat(Files.readString(termination))
        .startsWith("migration-gate/1 Blocked DatabaseBehind\n")
        .contains("\ndatabase main verdict=Blocked state=DatabaseBehind ids=a2\n");

    Process hold = hold("migrated-by=job");
    String log;
    try (BufferedReader output = hold.inputReader(StandardCharsets.UTF_8)) {
      String first = upTo("kubectl annotate pod", output);
      server.execute("UPDATE alembic_version SET version_num = 'a2'");
      log = first + rest(output);
    }

    assertThat(hold.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(hold.exitValue()).isZero();
    assertThat(log).contains("held before its app starts: DatabaseBehind.").endsWith(READY);
    assertNoCredentials(log);
  }

  /** An image is compared with another; the database itself knows better. */
  @Test
  void whatTheDatabaseHasYetToRunIsNotMissed() throws Exception {
    Files.writeString(
        temp.resolve("image/app/versions/a3.py"), "revision = 'a3'\ndown_revision = 'a2'\n");
    String withoutA2 =
        "--compare-with=chain=main,image=shop:1,revisions=2,heads=a3,sums="
            + RevisionSums.of(List.of(revision("a1"), revision("a3"))).text();

    assertThat(check("migrated-by=app", withoutA2))
        .contains("main: OK", "the database is 2 revisions behind");
    assertThat(Files.readString(termination)).startsWith("migration-gate/1 Pass Passed\n");

    server.execute("UPDATE alembic_version SET version_num = 'a3'");
    assertThat(check("migrated-by=app", withoutA2))
        .contains("error inserted-below: a2 stands below a3 and was not there in the image shop:1");
    assertThat(Files.readString(termination))
        .startsWith("migration-gate/1 Blocked InsertedBelow\n");
    assertThat(check("migrated-by=app", withoutA2, "--severity=inserted-below=warning"))
        .contains("main: OK", "warning inserted-below", "database of main: OK");

    server.execute("DROP TABLE alembic_version");
    assertThat(check("migrated-by=app,attempts=1", withoutA2)).contains("main: OK");
  }

  private static Revision revision(String id) {
    return new Revision(
        new RevisionId(id),
        List.of(),
        List.of(),
        List.of(),
        id + ".py",
        new Revision.Lines(1, 2, 0, 0),
        0);
  }

  @Test
  void aServerThatGoesAwayIsWaitedForToo() throws Exception {
    check("migrated-by=job");

    Process hold = hold("migrated-by=job,timeout=2s");
    String log;
    try (BufferedReader output = hold.inputReader(StandardCharsets.UTF_8)) {
      String first = upTo("kubectl annotate pod", output);
      // From outside it is gone: whoever comes is turned away, and who is there is thrown out.
      server.execute(
          "ALTER ROLE app NOLOGIN",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
      String away = upTo("The database of main now: the database could not be asked", output);
      server.execute("ALTER ROLE app LOGIN", "UPDATE alembic_version SET version_num = 'a2'");
      log = first + away + rest(output);
    }

    assertThat(hold.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(hold.exitValue()).isZero();
    assertThat(log).endsWith(READY);
    assertNoCredentials(log);
  }

  @Test
  void aRolledBackImageIsHeldWithWhatItIsOlderThan() throws Exception {
    server.execute("UPDATE alembic_version SET version_num = 'b7'");

    assertThat(check("migrated-by=app"))
        .contains("DatabaseAhead, this image is older than the database, which has run b7");
    assertThat(Files.readString(termination))
        .startsWith("migration-gate/1 Blocked DatabaseAhead\n")
        .contains("ids=b7\n");
    assertThat(check("migrated-by=app,ahead=pass")).contains("database of main: OK");
    assertThat(Files.readString(termination)).startsWith("migration-gate/1 Pass Passed\n");
  }

  @Test
  void aRowThatASeedShouldHaveBroughtIsWaitedFor() throws Exception {
    server.execute("UPDATE alembic_version SET version_num = 'a2'");
    String row = "seasons:name=current";

    assertThat(check("migrated-by=app", "--require-row", row)).contains("RowMissing");
    Process hold = hold("migrated-by=app", "--require-row", row);
    String log;
    try (BufferedReader output = hold.inputReader(StandardCharsets.UTF_8)) {
      String first = upTo("kubectl annotate pod", output);
      server.execute("INSERT INTO seasons VALUES ('current')");
      log = first + rest(output);
    }

    assertThat(hold.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(hold.exitValue()).isZero();
    assertThat(log).contains("(name = current)").endsWith(READY);
  }

  private static final String READY = "The database is as it should be now: the pod may start.\n";

  private String check(String keys, String... more) throws Exception {
    Process check = start("check", keys, more);
    String output;
    try (BufferedReader log = check.inputReader(StandardCharsets.UTF_8)) {
      output = rest(log);
    }
    assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).as(output).isZero();
    assertNoCredentials(output + Files.readString(verdict) + Files.readString(termination));
    return output;
  }

  private Process hold(String keys, String... more) throws IOException {
    return start("hold", keys, more);
  }

  private Process start(String name, String keys, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                LAUNCHER.toString(),
                "gate",
                name,
                "--root",
                temp.resolve("image").toString(),
                "--chain",
                "name=main,path=/app",
                "--database",
                "url-env=DATABASE_URL," + keys,
                "--verdict-file",
                verdict.toString(),
                "--termination-message",
                termination.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("DATABASE_URL", server.url(""));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static String upTo(String part, BufferedReader log) throws IOException {
    StringBuilder read = new StringBuilder();
    String line = log.readLine();
    while (line != null) {
      read.append(line).append('\n');
      if (line.contains(part)) {
        return read.toString();
      }
      line = log.readLine();
    }
    throw new AssertionError("no line with " + part + " in\n" + read);
  }

  private static String rest(BufferedReader log) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      read.append(line).append('\n');
    }
    return read.toString();
  }

  private static void assertNoCredentials(String text) {
    assertThat(text)
        .doesNotContain(PostgresServer.PASSWORD)
        .doesNotContain(PostgresServer.ENCODED)
        .doesNotContain("app:");
  }
}
