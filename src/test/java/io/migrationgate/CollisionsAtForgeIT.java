package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.forge.ForgeKind;
import io.migrationgate.adapter.http.TestServer;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.forge.HostedRepository;
import io.migrationgate.git.GitProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged command in the CI of a forge, which is a server in this process. */
class CollisionsAtForgeIT {

  private static final String TOKEN = TestServer.TOKEN;

  @TempDir Path temp;
  private GitProject project;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void begin() throws Exception {
    project =
        GitProject.in(temp.resolve("shop"))
            .revision("0001_a.py", "0001", "None")
            .revision("0002_b.py", "0002", "'0001'");
    project.branch("prices", "main").revision("0003_prices.py", "0003", "'0002'");
    project.branch("stock", "main").revision("0003_stock.py", "0003", "'0002'");
    project.branch("words", "main").write("README", "no migration").commit("Words");
    project.checkout("main");
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void theHigherPullRequestGivesWayAndTheLowerIsTold(ForgeKind kind) throws Exception {
    TestServer server = server(hosted(kind));

    PackagedCommand higher = collisions(kind, server.url(), 8, "stock");
    assertThat(higher.error()).isEmpty();
    assertThat(higher.output())
        .contains("error same-id: the id 0003 is claimed by #5 (prices) and #8 (stock)")
        .contains("at migrations/versions/0003_prices.py:1 on #5 (prices)")
        .contains("gives way: #8 (stock); #5 (prices) has the lower number")
        .contains("fix: migration-gate renumber migrations/versions/0003_stock.py 0004");
    assertThat(higher.exit()).isEqualTo(1);

    PackagedCommand lower = collisions(kind, server.url(), 5, "prices");
    assertThat(lower.output()).contains("notice same-id").contains("#8 (stock)");
    assertThat(lower.exit()).as(lower.output() + lower.error()).isZero();

    PackagedCommand uninvolved = collisions(kind, server.url(), 9, "words");
    assertThat(uninvolved.output()).isEqualTo("words: OK (this branch leaves it as it is)\n");
    assertThat(uninvolved.exit()).isZero();

    assertThat(server.requests())
        .allSatisfy(
            request ->
                assertThat(request.header("Authorization") + request.header("PRIVATE-TOKEN"))
                    .contains(TOKEN));
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void aSecondRunChangesTheCommentOfTheFirst(ForgeKind kind) throws Exception {
    HostedRepository hosted = hosted(kind);
    TestServer server = server(hosted);

    assertThat(collisions(kind, server.url(), 8, "stock", "--comment").exit()).isEqualTo(1);
    assertThat(hosted.comments()).hasSize(1);
    assertThat(hosted.comments().getFirst())
        .startsWith("\"<!-- migration-gate:collisions -->")
        .contains("**same-id**", "renumber migrations/versions/0003_stock.py 0004");

    project.checkout("stock");
    project.git("mv", "migrations/versions/0003_stock.py", "migrations/versions/0004_stock.py");
    project.write(
        "migrations/versions/0004_stock.py", "revision = '0004'\ndown_revision = '0002'\n");
    project.commit("Renumber").checkout("main");

    assertThat(collisions(kind, server.url(), 8, "stock", "--comment").exit()).isEqualTo(1);
    assertThat(hosted.comments()).hasSize(1);
    assertThat(hosted.comments().getFirst())
        .contains("**same-parent**")
        .doesNotContain("**same-id**");
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void withoutACiTheHeadCommitTellsWhichPullRequestThisIs(ForgeKind kind) throws Exception {
    TestServer server = server(hosted(kind));
    GitProject clone = project.cloned(temp.resolve("by-hand"), "--branch", "stock");

    PackagedCommand result =
        PackagedCommand.run(
            clone.folder(),
            tokens(),
            "collisions",
            "--base",
            "origin/main",
            "--forge",
            kind.name().toLowerCase(Locale.ROOT),
            "--forge-api",
            api(kind, server.url()),
            "--repository",
            kind == ForgeKind.GITLAB ? "4" : "acme/shop");

    assertThat(result.output()).contains("gives way: #8 (stock)");
    assertThat(result.exit()).as(result.error()).isEqualTo(1);
    secretIsKept(result);
  }

  @Test
  void theRemoteAloneSaysWhichRepositoryIsMeant() throws Exception {
    TestServer server = server(hosted(ForgeKind.FORGEJO));
    GitProject clone = project.cloned(temp.resolve("by-remote"), "--branch", "stock");
    clone.git("remote", "set-url", "origin", server.url() + "/acme/shop.git");

    PackagedCommand result =
        PackagedCommand.run(
            clone.folder(), tokens(), "collisions", "--base", "origin/main", "--forge", "forgejo");

    assertThat(result.output()).contains("gives way: #8 (stock)");
    assertThat(result.exit()).as(result.error()).isEqualTo(1);
  }

  /** GitHub checks out the merge of the branch with its base, which is no pull request's head. */
  @Test
  void aMergeThatTheCiMadeIsThePullRequestsOwn() throws Exception {
    TestServer server = server(hosted(ForgeKind.GITHUB));
    GitProject clone = project.cloned(temp.resolve("merged"), "--branch", "main");
    clone.git("checkout", "-q", "--detach", "origin/main");
    clone.git("merge", "-q", "--no-ff", "-m", "Merge 8 into main", "origin/stock");

    PackagedCommand result =
        PackagedCommand.run(
            clone.folder(), environment(ForgeKind.GITHUB, server.url(), 8), "collisions");

    assertThat(result.output()).contains("gives way: #8 (stock)");
    assertThat(result.exit()).as(result.error()).isEqualTo(1);
  }

  @Test
  void theRunAfterAMergeJudgesEveryOneOfThem() throws Exception {
    TestServer server = server(hosted(ForgeKind.GITHUB));
    GitProject clone = project.cloned(temp.resolve("after"), "--branch", "main");

    PackagedCommand result =
        PackagedCommand.run(
            clone.folder(),
            environment(ForgeKind.GITHUB, server.url(), 0),
            "collisions",
            "--base",
            "origin/main",
            "--all");

    assertThat(result.output()).contains("the id 0003 is claimed by #5 (prices) and #8 (stock)");
    assertThat(result.exit()).as(result.error()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void aPlanThatOthersHaveAppendedToSinceIsNotTakenForADeletion(ForgeKind kind) throws Exception {
    String begin = "%syntax-version=1.0.0\n%project=shop\n\n";
    project.write("sqitch.conf", "[core]\n\tengine = pg\n");
    project.write("sqitch.plan", begin + change("01-items")).commit("Plan");
    project.branch("early", "main");
    project.write("sqitch.plan", begin + change("01-items") + change("03-early")).commit("Early");
    project.checkout("main");
    project.write("sqitch.plan", begin + change("01-items") + change("02-merged")).commit("Merged");
    project.branch("late", "main");
    project
        .write("sqitch.plan", begin + change("01-items") + change("02-merged") + change("03-late"))
        .commit("Late");
    project.checkout("main");
    TestServer server =
        server(new HostedRepository(kind, project, "main").with(3, "early").with(4, "late"));

    PackagedCommand result = collisions(kind, server.url(), 4, "late");

    assertThat(result.output())
        .contains("same-number: the number 3 is claimed by #3 (early) and #4 (late)")
        .contains("1 collision;")
        .doesNotContain("unknown");
    assertThat(result.exit()).as(result.error()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void aPullRequestFromBeforeTheFolderWasMovedIsUnknown(ForgeKind kind) throws Exception {
    project.checkout("main").git("mv", "migrations", "database");
    project.write("alembic.ini", "[alembic]\nscript_location = database\n").commit("Move");
    project
        .branch("fresh", "main")
        .write("database/versions/0003_fresh.py", "revision = '0003'\ndown_revision = '0002'\n")
        .commit("Add 0003_fresh.py")
        .checkout("main");
    TestServer server =
        server(new HostedRepository(kind, project, "main").with(5, "prices").with(8, "fresh"));

    PackagedCommand result = collisions(kind, server.url(), 8, "fresh");

    assertThat(result.output())
        .contains("database/versions was elsewhere when #5 (prices) began")
        .contains("merge the base into that branch first");
    assertThat(result.exit()).as(result.error()).isEqualTo(3);
  }

  private static String change(String name) {
    return name + " 2026-01-01T00:00:00Z A <a@example.org> # More\n";
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 502})
  void aForgeThatDoesNotAnswerIsNeverAPass(int status) throws Exception {
    for (ForgeKind kind : ForgeKind.values()) {
      TestServer server =
          server(request -> Reply.of(status, "{\"message\": \"no\"}").with("Retry-After", "3600"));

      PackagedCommand result = collisions(kind, server.url(), 9, "words");

      assertThat(result.exit()).as(result.output() + result.error()).isEqualTo(3);
      assertThat(result.output()).isEmpty();
      assertThat(result.error()).startsWith("migration-gate: ").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void aForgeThatFailsHalfWayIsNeverAPass(ForgeKind kind) throws Exception {
    HostedRepository hosted = hosted(kind);
    TestServer server =
        server(
            request ->
                request.target().contains("0003_prices") || request.body().contains("0003_prices")
                    ? Reply.of(403, "{\"message\": \"no\"}")
                    : hosted.to(request));

    PackagedCommand result = collisions(kind, server.url(), 8, "stock");

    assertThat(result.exit()).as(result.output() + result.error()).isEqualTo(3);
    assertThat(result.error()).startsWith("migration-gate: ").hasLineCount(1);
  }

  @Test
  void aCommentThatMayNotBeWrittenIsSaidAndIsNoPass() throws Exception {
    HostedRepository hosted = hosted(ForgeKind.GITHUB);
    TestServer server =
        server(
            request ->
                request.path().contains("/issues/")
                    ? Reply.of(403, "{\"message\": \"Resource not accessible\"}")
                    : hosted.to(request));

    PackagedCommand result = collisions(ForgeKind.GITHUB, server.url(), 9, "words", "--comment");

    assertThat(result.output()).contains("OK");
    assertThat(result.error()).contains("comment").hasLineCount(1);
    assertThat(result.exit()).isEqualTo(3);
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    open.add(silent);
    List<Socket> held = new ArrayList<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  held.add(silent.accept());
                }
              } catch (IOException closed) {
                // The test is over.
              }
            });

    PackagedCommand result =
        collisions(
            ForgeKind.GITHUB,
            "http://127.0.0.1:" + silent.getLocalPort(),
            8,
            "stock",
            "--forge-timeout",
            "1");

    assertThat(result.exit()).as(result.output()).isEqualTo(3);
    assertThat(result.output()).isEmpty();
    assertThat(result.error()).contains("no answer within 1.0 s").hasLineCount(1);
    assertThat(held).isNotEmpty();
  }

  private HostedRepository hosted(ForgeKind kind) {
    return new HostedRepository(kind, project, "main")
        .with(5, "prices")
        .with(8, "stock")
        .with(9, "words");
  }

  private TestServer server(TestServer.Answers answers) throws Exception {
    TestServer server = new TestServer(answers);
    open.add(server);
    return server;
  }

  private PackagedCommand collisions(
      ForgeKind kind, String url, int number, String branch, String... more) throws Exception {
    Path folder = temp.resolve("ci").resolve(String.valueOf(open.size())).resolve(branch);
    deleteAll(folder);
    GitProject clone = project.cloned(folder, "--branch", branch);
    List<String> words = new ArrayList<>(List.of("collisions"));
    words.addAll(List.of(more));
    PackagedCommand result =
        PackagedCommand.run(
            clone.folder(), environment(kind, url, number), words.toArray(String[]::new));
    secretIsKept(result);
    return result;
  }

  private static void deleteAll(Path folder) throws Exception {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void secretIsKept(PackagedCommand result) {
    assertThat(result.output() + result.error()).doesNotContain(TOKEN).doesNotContain("\tat ");
  }

  private static String api(ForgeKind kind, String url) {
    return switch (kind) {
      case GITHUB -> url;
      case FORGEJO -> url + "/api/v1";
      case GITLAB -> url + "/api/v4";
    };
  }

  private static Map<String, String> tokens() {
    return Map.of("GITHUB_TOKEN", TOKEN, "FORGEJO_TOKEN", TOKEN, "GITLAB_TOKEN", TOKEN);
  }

  /** What each CI sets; number 0 is a run for the base. */
  private static Map<String, String> environment(ForgeKind kind, String url, int number) {
    Map<String, String> variables = new HashMap<>();
    switch (kind) {
      case GITHUB, FORGEJO -> {
        variables.put(kind == ForgeKind.GITHUB ? "GITHUB_TOKEN" : "FORGEJO_TOKEN", TOKEN);
        variables.put("GITHUB_REPOSITORY", "acme/shop");
        variables.put("GITHUB_API_URL", api(kind, url));
        if (number > 0) {
          variables.put("GITHUB_REF", "refs/pull/" + number + "/merge");
          variables.put("GITHUB_BASE_REF", "main");
        }
      }
      case GITLAB -> {
        variables.put("GITLAB_TOKEN", TOKEN);
        variables.put("CI_PROJECT_ID", "4");
        variables.put("CI_PROJECT_PATH", "acme/shop");
        variables.put("CI_API_V4_URL", api(kind, url));
        if (number > 0) {
          variables.put("CI_MERGE_REQUEST_IID", String.valueOf(number));
          variables.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
        }
      }
    }
    return variables;
  }
}
