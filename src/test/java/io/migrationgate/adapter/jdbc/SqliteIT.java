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
import io.migrationgate.core.reader.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite's files are found to be. */
class SqliteIT {

  @TempDir private Path folder;

  @Test
  void aFileThatIsNotThereYetIsNotInitialisedAndIsNotMade() throws Exception {
    DatabaseReport report = ask("sqlite:///shop.db", check());

    assertThat(report.state()).isInstanceOf(AppliedState.NotInitialised.class);
    assertThat(report.decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.GoOnWithWarning.class,
            warning -> {
              assertThat(warning.message())
                  .endsWith("the SQLite file " + folder.resolve("shop.db") + " is not there");
              assertThat(warning.remedy().explanation()).contains("volume");
            });
    assertThat(folder.resolve("shop.db")).doesNotExist();
  }

  @Test
  void aFileInNoFolderCannotBeMade() throws Exception {
    assertObstacle("sqlite:///nowhere/shop.db", Obstacle.NO_SUCH_DATABASE);
  }

  @Test
  void aFileThatIsNoDatabaseIsSaid() throws Exception {
    Files.writeString(folder.resolve("shop.db"), "no database at all, but long enough".repeat(99));

    assertObstacle("sqlite:///shop.db", Obstacle.FAILED);
    assertThat(words("sqlite:///shop.db"))
        .contains("it is no SQLite database", "env:URL")
        .doesNotContain("server");
  }

  @Test
  void aFolderIsNoFile() throws Exception {
    Files.createDirectory(folder.resolve("shop.db"));

    assertObstacle("sqlite:///shop.db", Obstacle.FAILED);
    assertThat(words("sqlite:///shop.db")).contains("shop.db is a folder").doesNotContain("server");
  }

  @Test
  void aDatabaseInMemoryCannotBeAsked() throws Exception {
    assertObstacle("sqlite://", Obstacle.NO_URL);
    assertThat(words("sqlite://"))
        .contains("in memory", "cannot be asked", "Leave the database out")
        .doesNotContain("percent");
  }

  @Test
  void namesWithBlanksAndQuestionMarks() throws Exception {
    execute("my shop?.db", "CREATE TABLE alembic_version (version_num)");
    execute("my shop?.db", "INSERT INTO alembic_version VALUES ('b')");

    assertThat(ask("sqlite:///my%20shop%3F.db", check()).state())
        .isEqualTo(new AppliedState.Equal());
  }

  @Test
  void aTableOfAnotherKindIsNoVersionTable() throws Exception {
    execute("shop.db", "CREATE TABLE alembic_version (other)");
    execute("shop.db", "INSERT INTO alembic_version VALUES ('b')");

    assertObstacle("sqlite:///shop.db", Obstacle.FAILED);
    assertThat(words("sqlite:///shop.db"))
        .contains("lacks a column", "version-table")
        .doesNotContain("server");
  }

  @Test
  void aSchemaThatIsNotThereIsNoEmptyDatabase() throws Exception {
    execute("shop.db", "CREATE TABLE players (name)");

    assertThat(ask("sqlite:///shop.db", check(Map.of("schema", "nope"))).state())
        .isInstanceOfSatisfying(
            AppliedState.Unreachable.class,
            refused -> assertThat(refused.reason()).endsWith("shop.db has no schema nope"));
    assertThat(ask("sqlite:///shop.db", check(Map.of("schema", "Main"))).state())
        .isInstanceOf(AppliedState.NotInitialised.class);
  }

  @Test
  void aTableBesideOthersMayHaveAWrongName() throws Exception {
    DatabaseCheck check = check(Map.of("version-table", "versoins"));
    execute("shop.db", "CREATE TABLE passing (id INTEGER PRIMARY KEY AUTOINCREMENT)");
    execute("shop.db", "DROP TABLE passing");
    assertThat(ask("sqlite:///shop.db", check).decision())
        .isInstanceOf(DatabaseDecision.GoOn.class);

    execute("shop.db", "CREATE TABLE players (name)");
    assertThat(ask("sqlite:///shop.db", check).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.GoOnWithWarning.class,
            warning -> assertThat(warning.message()).contains("is version-table right?"));
  }

  @Test
  void requiredRowsAreComparedAsText() throws Exception {
    execute("shop.db", "CREATE TABLE alembic_version (version_num)");
    execute("shop.db", "INSERT INTO alembic_version VALUES ('b')");
    DatabaseCheck check = check().requiring(RequiredRow.parse("seasons:year=2026"));

    assertThat(reason(check)).isEqualTo(DatabaseReason.ROW_MISSING);
    execute("shop.db", "CREATE TABLE seasons (name)");
    assertThat(ask("sqlite:///shop.db", check).decision().message()).contains("no column year");
    execute("shop.db", "ALTER TABLE seasons ADD COLUMN year INTEGER");
    assertThat(reason(check)).isEqualTo(DatabaseReason.ROW_MISSING);
    execute("shop.db", "INSERT INTO seasons (year) VALUES (2026)");
    assertThat(reason(check)).isEqualTo(DatabaseReason.DATABASE_EQUAL);
  }

  @Test
  void otherToolsAreRefused() throws Exception {
    assertThat(
            new JdbcDatabaseProbe(Map.of("URL", "sqlite:///shop.db"), folder)
                .probe(check(), Chains.of(Tool.DJANGO))
                .state())
        .isInstanceOfSatisfying(
            AppliedState.Unreachable.class,
            refused -> {
              assertThat(refused.obstacle()).isEqualTo(Obstacle.UNSUPPORTED_TOOL);
              assertThat(refused.reason()).contains("Django").doesNotContain("\n");
            });
  }

  @Test
  void aUrlThatIsNotThereIsSaid() throws Exception {
    assertThat(
            new JdbcDatabaseProbe(Map.of(), folder)
                .probe(check(), Chains.alembic("a"))
                .decision()
                .message())
        .isEqualTo("the database could not be asked: env:URL is not set");
  }

  private void assertObstacle(String url, Obstacle obstacle) throws InterruptedException {
    assertThat(ask(url, check()).state())
        .isInstanceOfSatisfying(
            AppliedState.Unreachable.class,
            unreachable -> assertThat(unreachable.obstacle()).isEqualTo(obstacle));
  }

  private String words(String url) throws InterruptedException {
    DatabaseDecision.Hold hold = (DatabaseDecision.Hold) ask(url, check()).decision();
    return hold.message() + ". " + hold.remedy().explanation();
  }

  private DatabaseReason reason(DatabaseCheck check) throws InterruptedException {
    return ask("sqlite:///shop.db", check).decision().reason();
  }

  private DatabaseReport ask(String url, DatabaseCheck check) throws InterruptedException {
    return new JdbcDatabaseProbe(Map.of("URL", url), folder)
        .probe(check, Chains.alembic("a", "b <- a"));
  }

  private static DatabaseCheck check() {
    return check(Map.of());
  }

  private static DatabaseCheck check(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(Map.of("url-env", "URL", "attempts", "1"));
    all.putAll(keys);
    return DatabaseCheck.of(all);
  }

  private void execute(String file, String sql) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve(file);
    if (file.indexOf('?') >= 0) {
      url = "jdbc:sqlite:" + folder.resolve("plain.db");
    }
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute(sql);
    }
    if (file.indexOf('?') >= 0) {
      try {
        Files.copy(
            folder.resolve("plain.db"),
            folder.resolve(file),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (java.io.IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
    }
  }
}
