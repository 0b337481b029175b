package io.migrationgate.adapter.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of a database, against what the real Alembic then does with it: the revisions that
 * {@code alembic upgrade heads} runs are those that were pending, and it gives up where the
 * database is ahead or has diverged.
 */
class AlembicStatesIT {

  private static final String ENVIRONMENT =
      """
      from alembic import context
      from sqlalchemy import create_engine

      with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private static final String REVISION =
      """
      import os

      revision = "%s"
      down_revision = %s
      depends_on = %s


      def upgrade():
          with open(os.environ["RUN_REVISIONS"], "a") as log:
              log.write(revision + "\\n")
      """;

  /** Revisions, and the rows that the version table has while this is the image. */
  private record Scenario(List<String> revisions, List<String> rows) {
    static Scenario of(String revisions, String... rows) {
      return new Scenario(List.of(revisions.split(", ")), List.of(rows));
    }
  }

  private static final List<Scenario> SCENARIOS =
      List.of(
          Scenario.of("a, b <- a, c <- b"),
          Scenario.of("a, b <- a, c <- b", "a"),
          Scenario.of("a, b <- a, c <- b", "c"),
          Scenario.of("a, b <- a, c <- b", "a", "b"),
          Scenario.of("a, b <- a, c <- b", "b", "c"),
          Scenario.of("a, b <- a", "c"),
          Scenario.of("a, b <- a, c <- a, m <- b c", "b", "c"),
          Scenario.of("a, b <- a, c <- a, m <- b c", "b"),
          Scenario.of("a, b <- a, c <- a, m <- b c", "a"),
          Scenario.of("a, b <- a, c <- a", "b"),
          Scenario.of("a, b <- a, c <- a", "b", "c"),
          Scenario.of("a, b <- a, c <- a, d <- c", "b", "c"),
          Scenario.of("a, x, y <- x needs a", "y"),
          Scenario.of("a, x, y <- x needs a", "x"),
          Scenario.of("a, x, y <- x needs a, z <- a", "y"),
          Scenario.of("a, x, y <- x needs a", "a", "y"),
          Scenario.of("a, x, y <- x needs a", "a", "x"),
          Scenario.of("a, b <- a, c <- a", "b", "unknown"),
          Scenario.of("a, b <- a, c <- b", "a", "unknown"),
          Scenario.of("abc123, def456 <- abc123, xyz789 <- def456", "def4"));

  @TempDir private Path folder;

  @Test
  void inSqlite() throws Exception {
    int number = 0;
    for (String python : PythonsWithAlembic.all()) {
      for (Scenario scenario : SCENARIOS) {
        Path file = folder.resolve("database" + number++ + ".db");
        compare(python, scenario, "sqlite:///" + file, "jdbc:sqlite:" + file);
      }
    }
  }

  @Test
  void inPostgres() throws Exception {
    List<String> pythons = new ArrayList<>();
    for (String python : PythonsWithAlembic.all()) {
      if (run(List.of(python, "-c", "import psycopg2"), Map.of()).exit() == 0) {
        pythons.add(python);
      }
    }
    assumeFalse(pythons.isEmpty(), "no Alembic with psycopg2: pip install psycopg2-binary");
    try (PostgresServer server = PostgresServer.start()) {
      int number = 0;
      for (Scenario scenario : SCENARIOS) {
        String database = "scenario" + number++;
        server.execute("CREATE DATABASE " + database);
        String place = "localhost:" + server.port() + "/" + database;
        compare(
            pythons.getLast(),
            scenario,
            "postgresql+psycopg2://postgres:x@" + place,
            "jdbc:postgresql://" + place + "?user=postgres");
      }
    }
  }

  private void compare(String python, Scenario scenario, String url, String jdbc) throws Exception {
    Path project = write(scenario, url);
    insert(jdbc, scenario.rows());
    AppliedState state = state(project, url);

    Outcome upgraded = upgrade(python, project);

    String where = scenario + " by " + python + ": " + upgraded.text();
    switch (state) {
      case AppliedState.Equal() -> {
        assertThat(upgraded.exit()).as(where).isZero();
        assertThat(upgraded.run()).as(where).isEmpty();
      }
      case AppliedState.Behind(var pending) -> assertRan(upgraded, pending, where);
      case AppliedState.NotInitialised(var pending, _) -> assertRan(upgraded, pending, where);
      case AppliedState.Ahead _ ->
          assertThat(upgraded.text()).as(where).contains("Can't locate revision identified by");
      case AppliedState.Diverged _ -> {
        // From an abbreviated id Alembic goes on once, and trips over the row the time after.
        Outcome again = upgraded.exit() == 0 ? upgrade(python, project) : upgraded;
        assertThat(again.exit()).as(where).isNotZero();
        return;
      }
      case AppliedState.Unreachable unreachable -> assertThat(unreachable).as(where).isNull();
    }
    if (upgraded.exit() == 0) {
      assertThat(state(project, url)).as(where).isEqualTo(new AppliedState.Equal());
    }
  }

  /** Branches that do not need each other may run in any order. */
  private static void assertRan(Outcome upgraded, List<RevisionId> pending, String where) {
    assertThat(upgraded.exit()).as(where).isZero();
    assertThat(upgraded.run())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(pending.stream().map(RevisionId::value).toList());
  }

  private Path write(Scenario scenario, String url) throws IOException {
    Path project = Files.createTempDirectory(folder, "project");
    Path versions = Files.createDirectories(project.resolve("migrations/versions"));
    Files.writeString(
        project.resolve("alembic.ini"),
        "[alembic]\nscript_location = migrations\nsqlalchemy.url = " + url + "\n");
    Files.writeString(project.resolve("migrations/env.py"), ENVIRONMENT);
    for (String revision : scenario.revisions()) {
      String[] halves = revision.split(" needs ", 2);
      String[] parts = halves[0].split(" <- ", 2);
      Files.writeString(
          versions.resolve(parts[0] + ".py"),
          REVISION.formatted(
              parts[0],
              parts.length == 1 ? "None" : "(\"" + parts[1].replace(" ", "\", \"") + "\",)",
              halves.length == 1 ? "None" : "\"" + halves[1] + "\""));
    }
    return project;
  }

  private static void insert(String jdbc, List<String> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(jdbc)) {
      connection
          .createStatement()
          .execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO alembic_version VALUES (?)")) {
        for (String row : rows) {
          insert.setString(1, row);
          insert.execute();
        }
      }
    }
  }

  private static AppliedState state(Path project, String url)
      throws UnreadableException, InterruptedException {
    MigrationChain chain =
        new ChainFinder(List.of(new AlembicReader(new TomljReader())))
            .find(FileTree.host(project), ".")
            .getFirst()
            .read();
    return new JdbcDatabaseProbe(Map.of("URL", url), project)
        .probe(DatabaseCheck.of(Map.of("url-env", "URL", "attempts", "1")), chain)
        .state();
  }

  // --- the real Alembic
  // ----------------------------------------------------------------------------

  private record Outcome(int exit, String text, List<String> run) {}

  private static Outcome upgrade(String python, Path project) throws IOException {
    Path log = project.resolve("run-revisions");
    Files.writeString(log, "");
    Outcome outcome =
        run(
            List.of(
                python,
                "-m",
                "alembic.config",
                "-c",
                project.resolve("alembic.ini").toString(),
                "upgrade",
                "heads"),
            Map.of("RUN_REVISIONS", log.toString(), "DIRECTORY", project.toString()));
    return new Outcome(outcome.exit(), outcome.text(), Files.readAllLines(log));
  }

  private static Outcome run(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    if (environment.containsKey("DIRECTORY")) {
      builder.directory(Path.of(environment.get("DIRECTORY")).toFile());
    }
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException(command + " does not end");
      }
      return new Outcome(process.exitValue(), text, List.of());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    } finally {
      process.destroyForcibly();
    }
  }
}
