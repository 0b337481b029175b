package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.Chains;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.DatabaseDecision;
import io.migrationgate.core.applied.DatabaseReason;
import io.migrationgate.core.applied.DatabaseReport;
import io.migrationgate.core.applied.Obstacle;
import io.migrationgate.core.applied.RequiredRow;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real PostgreSQL is found to be. */
class PostgresIT {

  private static final String PASSWORD = PostgresServer.PASSWORD;
  private static final String ENCODED = PostgresServer.ENCODED;
  private static final MigrationChain CHAIN = Chains.alembic("a", "b <- a", "c <- b");
  private static final Patience IMPATIENT =
      new Patience(Duration.ofMillis(1), Duration.ofMillis(1));

  private static PostgresServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void clean() throws SQLException {
    execute(
        "DROP SCHEMA IF EXISTS public CASCADE",
        "DROP SCHEMA IF EXISTS \"Other\" CASCADE",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO PUBLIC");
  }

  @Test
  void noTableIsNotInitialised() throws Exception {
    assertThat(probe(check()).state())
        .isEqualTo(new AppliedState.NotInitialised(ids("a", "b", "c")));
  }

  @Test
  void everyStateIsTold() throws Exception {
    versionTable("alembic_version");
    assertThat(probe(check()).state()).isInstanceOf(AppliedState.NotInitialised.class);
    execute("INSERT INTO alembic_version VALUES ('a')");
    assertThat(probe(check()).state()).isEqualTo(new AppliedState.Behind(ids("b", "c")));
    execute("UPDATE alembic_version SET version_num = 'c'");
    assertThat(probe(check()).state()).isEqualTo(new AppliedState.Equal());
    execute("UPDATE alembic_version SET version_num = 'd'");
    assertThat(probe(check()).state()).isEqualTo(new AppliedState.Ahead(List.of("d")));
    execute("INSERT INTO alembic_version VALUES ('b')");
    assertThat(probe(check()).state()).isInstanceOf(AppliedState.Diverged.class);
  }

  @Test
  void anotherTableInAnotherSchema() throws Exception {
    execute("CREATE SCHEMA \"Other\"", "GRANT USAGE ON SCHEMA \"Other\" TO app");
    versionTable("\"Other\".\"my \"\"versions\"");
    execute("INSERT INTO \"Other\".\"my \"\"versions\" VALUES ('c')");

    assertThat(probe(check(Map.of("schema", "Other", "version-table", "my \"versions"))).state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void aSchemaThatIsNotThereIsNoEmptyDatabase() throws Exception {
    DatabaseReport report = probe(check(Map.of("schema", "nope")));

    assertObstacle(report, Obstacle.NO_SUCH_SCHEMA, PASSWORD);
    assertThat(report.holds()).isTrue();
    assertThat(report.decision().message()).contains("has no schema nope");
  }

  @Test
  void aTableBesideOthersMayHaveAWrongName() throws Exception {
    DatabaseCheck check = check(Map.of("version-table", "versoins"));
    assertThat(probe(check).decision()).isInstanceOf(DatabaseDecision.GoOn.class);
    execute("CREATE TABLE players (name text)");

    assertThat(probe(check()).decision()).isInstanceOf(DatabaseDecision.GoOn.class);
    assertThat(probe(check).state()).isInstanceOf(AppliedState.NotInitialised.class);
    assertThat(probe(check).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.GoOnWithWarning.class,
            warning ->
                assertThat(warning.message())
                    .contains(
                        "there is no table versoins in the connection's own schema, though there"
                            + " are others: is version-table right?"));
    assertThat(probe(check(Map.of("schema", "public"))).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.GoOnWithWarning.class,
            warning ->
                assertThat(warning.message())
                    .contains("no table alembic_version in public,", "is schema right?"));
  }

  @Test
  void anEmptyVersionTableHasTheRightName() throws Exception {
    versionTable("alembic_version");
    execute("CREATE TABLE players (name text)");

    assertThat(probe(check(Map.of("schema", "public"))).decision())
        .isInstanceOf(DatabaseDecision.GoOn.class);
  }

  @Test
  void theSearchPathOfTheUrlCounts() throws Exception {
    execute("CREATE SCHEMA \"Other\"", "GRANT USAGE ON SCHEMA \"Other\" TO app");
    versionTable("\"Other\".alembic_version");
    execute("INSERT INTO \"Other\".alembic_version VALUES ('c')");

    assertThat(ask(url("?options=-csearch_path%3D%22Other%22"), check()).state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void theSocketIsAsGoodAsTheNetwork() throws Exception {
    versionTable("alembic_version");
    execute("INSERT INTO alembic_version VALUES ('c')");

    assertThat(
            ask(
                    "postgresql+psycopg2://app:"
                        + ENCODED
                        + "@/postgres?host=/tmp&port="
                        + server.port(),
                    check())
                .state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void oneOfSeveralHostsIsEnough() throws Exception {
    versionTable("alembic_version");
    execute("INSERT INTO alembic_version VALUES ('c')");

    assertThat(
            ask(
                    "postgresql://app:"
                        + ENCODED
                        + "@localhost:"
                        + freePort()
                        + ",localhost:"
                        + server.port()
                        + "/postgres?target_session_attrs=read-write",
                    check())
                .state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void whatTheUrlLeavesOutIsInTheEnvironment() throws Exception {
    versionTable("alembic_version");
    execute("INSERT INTO alembic_version VALUES ('c')");
    Map<String, String> environment =
        Map.of(
            "URL", "postgresql://",
            "PGHOST", "localhost",
            "PGPORT", String.valueOf(server.port()),
            "PGUSER", "app",
            "PGPASSWORD", PASSWORD,
            "PGDATABASE", "postgres");

    assertThat(
            new JdbcDatabaseProbe(environment, Path.of("."), IMPATIENT)
                .probe(check(), CHAIN)
                .state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void aWrongPasswordIsSaidAndNotRepeated() throws Exception {
    DatabaseReport report =
        ask("postgres://app:swordfish@localhost:" + server.port() + "/postgres", check());

    assertObstacle(report, Obstacle.NOT_LET_IN, "swordfish");
    assertThat(report.decision().reason()).isEqualTo(DatabaseReason.DATABASE_UNREACHABLE);
    assertThat(report.holds()).isTrue();
  }

  @Test
  void anUnknownDatabaseIsSaid() throws Exception {
    assertObstacle(
        ask("postgres://app:" + ENCODED + "@localhost:" + server.port() + "/nowhere", check()),
        Obstacle.NO_SUCH_DATABASE,
        PASSWORD);
  }

  @Test
  void aTableThatMayNotBeReadIsSaid() throws Exception {
    versionTable("alembic_version");

    DatabaseReport report =
        ask("postgres://nobody:nothing@localhost:" + server.port() + "/postgres", check());

    assertObstacle(report, Obstacle.NOT_PERMITTED, "nothing@");
    assertThat(((DatabaseDecision.Hold) report.decision()).remedy().explanation())
        .contains("SELECT");
  }

  @Test
  void aServerWithoutTlsIsNotTrusted() throws Exception {
    assertObstacle(ask(url("?sslmode=require"), check()), Obstacle.INSECURE, PASSWORD);
    assertObstacle(
        ask(url("?sslmode=verify-full&sslrootcert=/nowhere.crt"), check()),
        Obstacle.INSECURE,
        PASSWORD);
  }

  @Test
  void aPortWhereNothingListensIsSaid() throws Exception {
    assertObstacle(
        ask("postgres://app:secret@localhost:" + freePort() + "/x", check()),
        Obstacle.REFUSED,
        "secret");
  }

  @Test
  void aHostThatIsNotThereIsSaid() throws Exception {
    assertObstacle(
        ask("postgres://app:secret@no-such-host.invalid/x", check()),
        Obstacle.UNKNOWN_HOST,
        "secret");
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      DatabaseReport report =
          ask(
              "postgres://app:secret@localhost:" + silent.getLocalPort() + "/x",
              check(Map.of("timeout", "300ms", "attempts", "2")));

      assertObstacle(report, Obstacle.TIMED_OUT, "secret");
    }
  }

  @Test
  void aLockedTableIsGivenUp() throws Exception {
    versionTable("alembic_version");
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE");

      assertObstacle(probe(check(Map.of("timeout", "500ms"))), Obstacle.TIMED_OUT, PASSWORD);
    }
  }

  @Test
  void anInterruptIsHeardAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      JdbcDatabaseProbe probe =
          new JdbcDatabaseProbe(
              Map.of("URL", "postgres://app:x@localhost:" + silent.getLocalPort() + "/x"),
              Path.of("."));
      boolean[] interrupted = new boolean[1];
      Thread asking =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      probe.probe(check(Map.of("timeout", "10m")), CHAIN);
                    } catch (InterruptedException expected) {
                      interrupted[0] = true;
                    }
                  });
      silent.accept();
      asking.interrupt();
      asking.join(Duration.ofMinutes(1));

      assertThat(interrupted[0]).isTrue();
    }
  }

  @Test
  void requiredRowsAreLookedForOnceAllIsRun() throws Exception {
    versionTable("alembic_version");
    execute("INSERT INTO alembic_version VALUES ('c')");
    DatabaseCheck check = check().requiring(RequiredRow.parse("seasons:year=2026"));

    assertThat(probe(check).decision().message()).contains("there is no table seasons");
    execute("CREATE TABLE seasons (year int)", "GRANT SELECT ON seasons TO app");
    assertThat(probe(check).decision().reason()).isEqualTo(DatabaseReason.ROW_MISSING);
    execute("INSERT INTO seasons VALUES (2026)");
    assertThat(probe(check).decision().reason()).isEqualTo(DatabaseReason.DATABASE_EQUAL);
    execute("UPDATE alembic_version SET version_num = 'a'", "DROP TABLE seasons");
    assertThat(probe(check).decision().reason()).isEqualTo(DatabaseReason.DATABASE_BEHIND);
  }

  @Test
  void aValueIsNoSql() throws Exception {
    versionTable("alembic_version");
    execute(
        "INSERT INTO alembic_version VALUES ('c')",
        "CREATE TABLE seasons (year int)",
        "INSERT INTO seasons VALUES (1)",
        "GRANT SELECT ON seasons TO app");

    assertThat(
            probe(check().requiring(RequiredRow.parse("seasons:year=x' OR '1'='1")))
                .decision()
                .reason())
        .isEqualTo(DatabaseReason.ROW_MISSING);
  }

  @Test
  void parametersWithoutMeaningAreNoted() throws Exception {
    DatabaseReport report = ask(url("?prepared_statement_cache_size=0&charset=utf8"), check());

    assertThat(report.state()).isInstanceOf(AppliedState.NotInitialised.class);
    assertThat(report.notes())
        .containsExactly(
            "env:URL: the parameter charset has no meaning here.",
            "env:URL: the parameter prepared_statement_cache_size has no meaning here.");
  }

  // --- small steps
  // ---------------------------------------------------------------------------------

  private static void assertObstacle(DatabaseReport report, Obstacle obstacle, String secret) {
    assertThat(report.state())
        .isInstanceOfSatisfying(
            AppliedState.Unreachable.class,
            unreachable -> assertThat(unreachable.obstacle()).as("%s", report).isEqualTo(obstacle));
    assertThat(report.toString()).doesNotContain(secret).doesNotContain("\n");
  }

  private static DatabaseReport probe(DatabaseCheck check) throws InterruptedException {
    return ask(url(""), check);
  }

  private static DatabaseReport ask(String url, DatabaseCheck check) throws InterruptedException {
    return new JdbcDatabaseProbe(Map.of("URL", url), Path.of("."), IMPATIENT).probe(check, CHAIN);
  }

  private static String url(String query) {
    return server.url(query);
  }

  private static DatabaseCheck check() {
    return check(Map.of());
  }

  private static DatabaseCheck check(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(Map.of("url-env", "URL", "attempts", "1"));
    all.putAll(keys);
    return DatabaseCheck.of(all);
  }

  private static void versionTable(String name) throws SQLException {
    execute(
        "CREATE TABLE " + name + " (version_num varchar(32) PRIMARY KEY)",
        "GRANT SELECT ON " + name + " TO app");
  }

  private static void execute(String... statements) throws SQLException {
    server.execute(statements);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static List<RevisionId> ids(String... ids) {
    return Stream.of(ids).map(RevisionId::new).toList();
  }
}
