package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.forge.ForgeKind;
import io.migrationgate.adapter.http.TestServer;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.forge.HostedRepository;
import io.migrationgate.git.GitProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the heads were joined: which open branches stand on what is no head any more. */
class MergeFollowUpIT {

  private static final String NOTE =
      "note: which numbers open branches claim, and which of them have to re-parent, is not known: ";

  @TempDir Path temp;
  private GitProject project;

  @BeforeEach
  void begin() throws Exception {
    project =
        GitProject.in(temp.resolve("shop"))
            .revision("0001_a.py", "0001", "None")
            .revision("0002_b.py", "0002", "'0001'")
            .revision("0003_c.py", "0003", "'0001'");
    project
        .branch("prices", "main")
        .revision("0004_prices.py", "0004", "'0002'")
        .revision("0004b_more.py", "0004b", "'0004'");
    project.branch("old", "main~2").revision("0002_old.py", "0002_old", "'0001'");
    project.branch("words", "main").write("README", "no migration").commit("Words");
    project.checkout("main");
    project.revision("0004_d.py", "0004_d", "'0003'");
  }

  @Test
  void namesTheBranchTheLowestOfItsFilesAndBothParents() throws Exception {
    PackagedCommand result =
        merge(Map.of(), "--against", "prices", "--against", "old", "--against", "words");

    assertThat(result.exit()).as(result.error()).isZero();
    String id = idOf();
    assertThat(result.output())
        .endsWith(
            """
            has to re-parent, once this is merged:
              prices: migrations/versions/0004_prices.py, 0002 -> %s
              old: migrations/versions/0002_old.py, 0001 -> %s
            """
                .formatted(id, id));
    assertThat(result.error()).doesNotContain("re-parent");
  }

  @Test
  void asksTheForge() throws Exception {
    HostedRepository hosted =
        new HostedRepository(ForgeKind.GITHUB, project, "main").with(7, "prices").with(9, "words");
    try (TestServer server = new TestServer(hosted)) {
      PackagedCommand result = merge(environment(server));

      assertThat(result.exit()).as(result.error()).isZero();
      assertThat(result.output())
          .contains("  #7 (prices): migrations/versions/0004_prices.py, 0002 -> " + idOf())
          .doesNotContain("#9")
          .doesNotContain(TestServer.TOKEN);
    }
  }

  @Test
  void numbersThatAreClaimedAndNotMergedAreTaken() throws Exception {
    project.branch("far", "main").revision("0009_far.py", "0009", "'0004_d'").checkout("main");

    assertThat(merge(Map.of(), "--against", "far").exit()).isZero();
    assertThat(idOf()).startsWith("0010");
    project.git("clean", "-q", "-f", "-d");

    HostedRepository hosted =
        new HostedRepository(ForgeKind.GITHUB, project, "main").with(7, "far");
    try (TestServer server = new TestServer(hosted)) {
      assertThat(merge(environment(server)).exit()).isZero();
      assertThat(idOf()).startsWith("0010");
      project.git("clean", "-q", "-f", "-d");
      int asked = server.requests().size();

      PackagedCommand offline = merge(environment(server), "--offline");
      assertThat(offline.exit()).as(offline.error()).isZero();
      assertThat(offline.output()).startsWith("done: ").doesNotContain("re-parent");
      assertThat(idOf()).startsWith("0005");
      assertThat(server.requests()).hasSize(asked);
    }
  }

  @Test
  void aForgeThatCannotBeAskedDoesNotUndoTheMerge() throws Exception {
    try (TestServer server = new TestServer(request -> Reply.of(403, "{}"))) {
      PackagedCommand result = merge(environment(server));

      assertThat(result.exit()).as(result.error()).isZero();
      assertThat(result.output()).contains(NOTE).doesNotContain(TestServer.TOKEN);
      assertThat(result.output().lines().filter(line -> line.startsWith("note"))).hasSize(1);
      assertThat(idOf()).isNotEmpty();
    }
  }

  @Test
  void aBranchThatCannotBeReadIsSaid() throws Exception {
    PackagedCommand result = merge(Map.of(), "--against", "nowhere");

    assertThat(result.output()).contains("  unknown: nowhere does not exist in this clone");
    assertThat(result.exit()).isZero();
  }

  @Test
  void nobodyHasToMove() throws Exception {
    PackagedCommand result = merge(Map.of(), "--against", "words");

    assertThat(result.output()).endsWith("no other open branch has to re-parent\n");
  }

  @Test
  void theDiffStaysADiff() throws Exception {
    PackagedCommand result = merge(Map.of(), "--dry-run", "--against", "prices");

    assertThat(result.error()).contains("  prices: migrations/versions/0004_prices.py, 0002 -> ");
    assertThat(result.output()).doesNotContain("re-parent");
    assertThat(project.git("status", "--porcelain")).isEmpty();
    Path patch = Files.writeString(temp.resolve("patch"), result.output());
    project.git("apply", "--check", patch.toString());
  }

  @Test
  void withoutACloneTheMergeIsMade() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("plain/migrations/versions"));
    Files.writeString(temp.resolve("plain/alembic.ini"), "[alembic]\nscript_location = migrations");
    Files.writeString(folder.resolve("1_a.py"), "revision = '1'\ndown_revision = None\n");
    Files.writeString(folder.resolve("2_b.py"), "revision = '2'\ndown_revision = '1'\n");
    Files.writeString(folder.resolve("3_c.py"), "revision = '3'\ndown_revision = '1'\n");

    PackagedCommand result = PackagedCommand.run(temp.resolve("plain"), Map.of(), "merge");

    assertThat(result.output()).contains("done: ", NOTE);
    assertThat(result.exit()).isZero();
  }

  private static Map<String, String> environment(TestServer server) {
    return Map.of(
        "GITHUB_TOKEN",
        TestServer.TOKEN,
        "GITHUB_REPOSITORY",
        "acme/shop",
        "GITHUB_API_URL",
        server.url());
  }

  /** The id of the one file that is new. */
  private String idOf() throws Exception {
    String created = project.git("ls-files", "--others", "--exclude-standard");
    return Files.readAllLines(project.folder().resolve(created)).stream()
        .filter(line -> line.startsWith("revision"))
        .map(line -> line.replaceAll("^[^'\"]*['\"]|['\"]$", ""))
        .findFirst()
        .orElseThrow();
  }

  private PackagedCommand merge(Map<String, String> environment, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("merge"));
    words.addAll(List.of(more));
    return PackagedCommand.run(project.folder(), environment, words.toArray(String[]::new));
  }
}
