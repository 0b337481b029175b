package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.PackagedCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code release} against a real API server. */
class ReleaseIT {

  @TempDir static Path temp;

  private static Kubectl kubectl;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("release");
  }

  @AfterAll
  static void clear() throws Exception {
    if (kubectl != null) {
      kubectl.close();
    }
  }

  @Test
  void writesListsAndEnds() throws Exception {
    gate("api", "{reason: before, until: \"2020-01-01T00:00:00Z\"}");

    PackagedCommand written =
        release("api", "--reason", "incident \"42\", see wiki", "--for", "2h", "--image", "api:2");

    assertThat(written.exit()).as(written.error()).isZero();
    assertThat(written.error()).isEmpty();
    assertThat(written.output()).startsWith("Released api in " + kubectl.namespace() + " until 20");
    assertThat(reasons("api")).containsExactly("before", "incident \"42\", see wiki");
    assertThat(release("api", "--list").output())
        .containsPattern("2020-01-01T00:00:00Z +ended +before\n")
        .containsPattern("Z +active +incident \"42\", see wiki \\(only api:2\\)\n");

    assertThat(release("gate/api", "--end").output()).startsWith("Ended 1 release of api");
    assertThat(release("api", "--list").output()).doesNotContain("active");
  }

  @Test
  void leavesAGateAloneInARehearsal() throws Exception {
    gate("rehearsed", "");

    PackagedCommand rehearsed = release("rehearsed", "--reason", "x", "--for", "2h", "--dry-run");

    assertThat(rehearsed.exit()).as(rehearsed.error()).isZero();
    assertThat(rehearsed.output()).startsWith("Would release rehearsed");
    assertThat(reasons("rehearsed")).isEmpty();
  }

  @Test
  void losesNothingThatIsWrittenAtTheSameTime() throws Exception {
    gate("busy", "");
    List<String> reasons = Stream.of("a", "b", "c", "d", "e").map("by "::concat).toList();
    try (ExecutorService writers = Executors.newFixedThreadPool(reasons.size())) {
      List<Future<PackagedCommand>> runs = new ArrayList<>();
      for (String reason : reasons) {
        runs.add(writers.submit(() -> release("busy", "--reason", reason, "--for", "1h")));
      }
      for (Future<PackagedCommand> run : runs) {
        assertThat(run.get().exit()).as(run.get().error()).isZero();
      }
    }

    assertThat(reasons("busy")).containsExactlyInAnyOrderElementsOf(reasons);
  }

  /** What another version has written into an entry stays, and so does the rest of the spec. */
  @Test
  void makesRoomWithoutTouchingOtherEntries() throws Exception {
    StringBuilder entries = new StringBuilder();
    for (int i = 10; i < 42; i++) {
      entries.append(
          "{reason: number %d, until: \"20%d-01-01T00:00:00Z\"}, ".formatted(i, i < 20 ? i : 99));
    }
    gate("full", entries.toString());

    assertThat(release("full", "--reason", "one more", "--for", "1h").output())
        .contains("Dropped 1 release that had ended");
    assertThat(reasons("full"))
        .hasSize(32)
        .startsWith("number 11")
        .endsWith("number 41", "one more");
  }

  @Test
  void saysInOneLineWhatIsWrong() throws Exception {
    gate("api-two", "");

    refused(3, "there is no kubeconfig at /nowhere", Path.of("/nowhere"));
    refused(
        3,
        "the API server https://127.0.0.1:1/ cannot be reached: ",
        Files.writeString(temp.resolve("dead"), kubeconfig("https://127.0.0.1:1", "")));
    refused(
        3,
        "the kubeconfig " + temp.resolve("broken") + " cannot be read: ",
        Files.writeString(temp.resolve("broken"), "clusters: ["));
    refused(
        2,
        "there is no gate api-tow in the namespace "
            + kubectl.namespace()
            + "; did you mean api-two?",
        Path.of(System.getenv("KUBECONFIG")));
    refused(3, "this account may not do that: migrationgates.migrationgate.io ", stranger());
  }

  private static void refused(int code, String message, Path kubeconfig) throws Exception {
    PackagedCommand run =
        PackagedCommand.run(
            temp,
            Map.of("KUBECONFIG", kubeconfig.toString()),
            "release",
            "api-tow",
            "--list",
            "-n",
            kubectl.namespace());

    assertThat(run.error()).startsWith("migration-gate: " + message);
    assertThat(run.error().lines()).hasSize(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.exit()).isEqualTo(code);
  }

  /** Somebody whom the cluster knows and who may do nothing. */
  private static Path stranger() throws Exception {
    kubectl.must("create", "serviceaccount", "stranger");
    String token = kubectl.must("create", "token", "stranger").strip();
    String server =
        kubectl.must("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}");
    return Files.writeString(temp.resolve("stranger"), kubeconfig(server, "token: " + token));
  }

  private static String kubeconfig(String server, String user) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {%s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
        .formatted(server, user);
  }

  private static void gate(String name, String releases) throws Exception {
    Path file =
        Files.writeString(
            temp.resolve(name + ".yaml"),
            """
            apiVersion: migrationgate.io/v1alpha1
            kind: MigrationGate
            metadata: {name: %s}
            spec:
              chains: [{name: main, path: /app}]
              releases: [%s]
            """
                .formatted(name, releases));
    kubectl.must("create", "-f", file.toString());
  }

  private static List<String> reasons(String gate) throws Exception {
    return kubectl
        .must(
            "get", "mgate", gate, "-o", "jsonpath={range .spec.releases[*]}{.reason}{\"\\n\"}{end}")
        .lines()
        .toList();
  }

  private static PackagedCommand release(String... words) throws Exception {
    return PackagedCommand.run(
        temp,
        Map.of("KUBECONFIG", System.getenv("KUBECONFIG")),
        Stream.of(
                Stream.of("release"),
                Stream.of(words),
                Stream.of("--namespace", kubectl.namespace()))
            .flatMap(all -> all)
            .toArray(String[]::new));
  }
}
