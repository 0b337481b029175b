package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.sqitch.SqitchReader;
import io.migrationgate.oracle.SqitchCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real sqitch deploys; what it thinks of its plan then is what is said here. */
class SqitchRegistryIT {

  @TempDir private Path project;

  @Test
  void inSqlite() throws Exception {
    String file = project.resolve("shop.db").toString();

    goThroughStates(
        SqitchCommand.create(project, "sqlite", "SQLite", "db:sqlite:" + file),
        "sqlite:///" + file);
  }

  @Test
  void inPostgres() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      String place = "postgres@localhost:" + server.port() + "/postgres";

      goThroughStates(
          SqitchCommand.create(project, "pg", "Pg", "db:pg://" + place), "postgresql://" + place);
    }
  }

  private void goThroughStates(SqitchCommand sqitch, String url) throws Exception {
    sqitch.add("players");
    sqitch.add("teams", "--requires", "players", "-n", "second line\n\nwith a \\ in it");
    sqitch.must("tag", "v1", "-n", "first release");
    sqitch.add("games", "--requires", "teams", "--conflicts", "other:tennis");
    assertThat(state(url)).isInstanceOf(AppliedState.NotInitialised.class);

    assertThat(sqitch.deploy("--to", "teams").text()).contains("+ teams");
    assertThat(state(url)).isEqualTo(new AppliedState.Behind(List.of(new RevisionId("games"))));
    assertThat(sqitch.status().text()).contains("Undeployed change:", "* games");

    sqitch.must("rework", "players", "-n", "again");
    Files.writeString(project.resolve("deploy/players.sql"), "SELECT 'other players';\n");
    assertThat(sqitch.deploy().text()).contains("+ players ..");
    assertThat(state(url)).isEqualTo(new AppliedState.Equal());
    assertThat(sqitch.status().text()).contains("Nothing to deploy (up-to-date)");

    Path plan = project.resolve("sqitch.plan");
    String whole = Files.readString(plan);
    write(plan, whole.substring(0, whole.lastIndexOf("players ")));
    assertThat(state(url)).isEqualTo(new AppliedState.Ahead(List.of("players")));
    assertThat(sqitch.deploy().text()).contains("Cannot find change");

    write(plan, whole.replace("adds games", "adds matches"));
    assertThat(state(url))
        .isInstanceOfSatisfying(
            AppliedState.Diverged.class,
            diverged -> assertThat(diverged.reason()).contains("another games"));
    assertThat(sqitch.deploy().text()).contains("Cannot find change");

    write(plan, whole.replace("games [", "matches ["));
    assertThat(state(url))
        .isInstanceOfSatisfying(
            AppliedState.Diverged.class,
            diverged ->
                assertThat(diverged.reason())
                    .isEqualTo(
                        "behind teams, the plan goes on with matches, and the database with"
                            + " games"));
    assertThat(sqitch.deploy().text()).contains("Cannot find change");

    write(plan, whole.replace("%project=shop", "%project=shop\n%uri=https://example.com/shop"));
    assertThat(state(url)).isInstanceOf(AppliedState.Diverged.class);
    assertThat(sqitch.deploy().text()).contains("Cannot find change");

    write(plan, whole.replace("%project=shop", "%project=other"));
    assertThat(state(url)).isInstanceOf(AppliedState.NotInitialised.class);
  }

  private static void write(Path plan, String text) throws Exception {
    assertThat(Files.readString(plan)).isNotEqualTo(text);
    Files.writeString(plan, text);
  }

  private AppliedState state(String url) throws UnreadableException, InterruptedException {
    MigrationChain chain =
        new ChainFinder(List.of(new SqitchReader()))
            .find(FileTree.host(project), ".")
            .getFirst()
            .read();
    assertThat(chain.registration().orElseThrow().ids()).hasSameSizeAs(chain.graph().revisions());
    return new JdbcDatabaseProbe(Map.of("URL", url), project)
        .probe(DatabaseCheck.of(Map.of("url-env", "URL", "attempts", "1")), chain)
        .state();
  }
}
