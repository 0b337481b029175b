package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database says what is deployed. */
class DeployedToTest {

  @TempDir private Path temp;

  @BeforeEach
  void write() throws Exception {
    new VersionsFolder(temp).revision("1", "None").revision("2", "'1'").revision("3", "'2'");
    Files.writeString(temp.resolve("url"), "sqlite:///shop.db\n");
  }

  @Test
  void whatTheDatabaseHasRunIsNotChanged() throws Exception {
    at("2");

    CommandRun run = CommandRun.in(temp, "renumber", "2", "9", "--deployed-to", "file:url");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err()).contains("2 is deployed");
    assertThat(temp.resolve("migrations/versions/2.py")).exists();
  }

  @Test
  void whatIsPendingMayBeChanged() throws Exception {
    at("2");

    CommandRun run =
        CommandRun.in(temp, "renumber", "3", "9", "--deployed-to", "sqlite:///shop.db");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(temp.resolve("migrations/versions/9.py")).exists();
  }

  @Test
  void aDatabaseThatIsAheadCannotTell() throws Exception {
    at("7");

    CommandRun run = CommandRun.in(temp, "renumber", "3", "9", "--deployed-to", "file:url");

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.err()).contains("not in this chain (7)").hasLineCount(1);
  }

  @Test
  void aDatabaseThatCannotBeAskedChangesNothing() {
    CommandRun run = CommandRun.in(temp, "renumber", "3", "9", "--deployed-to", "file:nowhere");

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.err()).contains("file:nowhere does not exist").hasLineCount(1);
    assertThat(temp.resolve("migrations/versions/3.py")).exists();
  }

  @Test
  void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
    CommandRun run =
        CommandRun.in(
            temp, "renumber", "3", "9", "--deployed-to", "postgresql://app:swordfish@db/shop");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("env:VARIABLE").doesNotContain("swordfish");
  }

  private void at(String revision) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("shop.db"))) {
      connection.createStatement().execute("CREATE TABLE alembic_version (version_num)");
      connection
          .createStatement()
          .execute("INSERT INTO alembic_version VALUES ('" + revision + "')");
    }
  }
}
