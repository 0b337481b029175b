package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.PackagedCommand;
import io.migrationgate.image.ContainerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods with the gate on a real kubelet, from manifests that inject has changed. */
class GateInPodIT {

  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

  private static final String GOOD = "localhost/migration-gate-app:straight";
  private static final String FORKED = "localhost/migration-gate-app:forked";

  private static final String CHECK = "migration-gate-check";
  private static final String HOLD = "migration-gate-hold";

  @TempDir static Path scratch;

  private static Cluster cluster;
  private static String gate;

  @BeforeAll
  static void prepare() throws Exception {
    ContainerEngine engine = ContainerEngine.required();
    cluster = Cluster.required();
    gate = engine.image();
    cluster.load(gate);
    for (Map.Entry<String, String> app :
        Map.of(GOOD, "straight", FORKED, "two-pull-requests").entrySet()) {
      engine.build(appOf(app.getValue()), app.getKey());
      cluster.load(app.getKey());
    }
  }

  @AfterAll
  static void clear() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** No shell and no library: a chain, and one program under no name that a shell has. */
  private static Path appOf(String example) throws Exception {
    Path folder = Files.createDirectories(scratch.resolve(example));
    copy(EXAMPLES.resolve(example), folder.resolve("app"));
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s AS gate
        FROM scratch
        COPY --from=gate /usr/lib/migration-gate/busybox /program
        COPY app /app
        """
            .formatted(gate));
    return folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "image-volume"})
  void startsAPodWhoseChainIsGood(String mode) throws Exception {
    String pod = "good-" + mode;
    start(pod, GOOD, mode, "/app/alembic.ini");

    Cluster.await(() -> isRunning(pod));

    assertThat(cluster.initStatus(pod, CHECK, ".state.terminated.message"))
        .startsWith("migration-gate/1 Pass");
    assertThat(restarts(pod)).containsOnly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "image-volume"})
  void holdsAForkedChainUntilItIsReleased(String mode) throws Exception {
    String pod = "forked-" + mode;
    start(pod, FORKED, mode, "/app/alembic.ini");

    awaitHeld(pod);
    assertThat(cluster.initStatus(pod, CHECK, ".state.terminated.message"))
        .startsWith("migration-gate/1 Blocked MultipleHeads")
        .contains("0146")
        .contains("0148");
    assertThat(restarts(pod)).containsOnly("0");
    assertThat(appHasStarted(pod)).isFalse();

    cluster.kubectl("annotate", "pod", pod, "migrationgate.io/release=an-emergency");

    Cluster.await(() -> isRunning(pod));
    assertThat(cluster.initStatus(pod, HOLD, ".state.terminated.message"))
        .startsWith("migration-gate-hold/1 Released");
    assertThat(restarts(pod)).containsOnly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "image-volume"})
  void holdsAPodWhoseChainIsNotThere(String mode) throws Exception {
    String pod = "missing-" + mode;
    start(pod, GOOD, mode, "/app/no-such.ini");

    awaitHeld(pod);

    assertThat(cluster.initStatus(pod, CHECK, ".state.terminated.message"))
        .startsWith("migration-gate/1 Unknown");
    assertThat(restarts(pod)).containsOnly("0");
  }

  /** The pod's grace is far longer than this waits: hold leaves when it is told. */
  @Test
  void isGoneWhenDeletedWhileHeld() throws Exception {
    String pod = "deleted";
    start(pod, FORKED, "copy", "/app/alembic.ini");
    awaitHeld(pod);

    cluster.kubectl("delete", "pod", pod, "--wait", "--timeout=120s");

    assertThat(cluster.kubectl("get", "events", "-o", "jsonpath={.items[*].message}"))
        .doesNotContain("Started container app-of-" + pod);
    assertThat(cluster.pod(pod, ".metadata.name")).isEmpty();
  }

  /** It would fail on the forked chain, again and again. */
  @Test
  void holdsBeforeThePodsOwnInitContainerThatMigrates() throws Exception {
    String pod = "migrating";
    start(pod, FORKED, "copy", "/app/alembic.ini", "migrate");

    awaitHeld(pod);
    assertThat(cluster.initStatus(pod, "migrate", ".state.waiting.reason"))
        .isEqualTo("PodInitializing");
    assertThat(cluster.initStatus(pod, "migrate", ".restartCount")).isEqualTo("0");

    cluster.kubectl("annotate", "pod", pod, "migrationgate.io/release=an-emergency");
    Cluster.await(() -> isRunning(pod));
    assertThat(cluster.initStatus(pod, "migrate", ".state.terminated.exitCode")).isEqualTo("0");
  }

  @Test
  void holdsAgainAfterItsNodeWasRestarted() throws Exception {
    assumeTrue(
        Cluster.hasPartsToBreak(),
        "skipped: MIGRATION_GATE_CLUSTER_PART names no command that restarts a node");
    String pod = "restarted";
    start(pod, FORKED, "copy", "/app/alembic.ini");
    awaitHeld(pod);
    String before = cluster.initStatus(pod, HOLD, ".containerID");
    String node = cluster.pod(pod, ".spec.nodeName");

    Cluster.part("kill", node);
    Cluster.part("start", node);

    Cluster.await(
        () -> isHeld(pod) && !cluster.initStatus(pod, HOLD, ".containerID").equals(before));
    assertThat(appHasStarted(pod)).isFalse();
  }

  private static void start(
      String pod, String image, String mode, String path, String... ownInitContainers)
      throws Exception {
    StringBuilder own = new StringBuilder();
    for (String name : ownInitContainers) {
      own.append(own.isEmpty() ? "  initContainers:\n" : "").append(container(name, image, "true"));
    }
    String manifest =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
        spec:
          terminationGracePeriodSeconds: 900
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
            seccompProfile: {type: RuntimeDefault}
        %s  containers:
        %s"""
            .formatted(pod, own, container("app-of-" + pod, image, "sleep", "3000"));
    Path file = Files.writeString(Files.createTempFile(scratch, pod, ".yaml"), manifest);
    PackagedCommand injected =
        PackagedCommand.run(
            scratch,
            Map.of(),
            "inject",
            "--file=" + file,
            "--image=" + gate,
            "--image-pull-policy=Never",
            "--mode=" + mode,
            "--chain=path=" + path + ",container=app-of-" + pod);
    assertThat(injected.exit()).as(injected.error()).isZero();
    cluster.apply(injected.output(), scratch);
  }

  private static String container(String name, String image, String... words) {
    List<String> command = new ArrayList<>(List.of("/program"));
    command.addAll(List.of(words));
    return """
          - name: %s
            image: %s
            imagePullPolicy: Never
            command: ["%s"]
            securityContext:
              allowPrivilegeEscalation: false
              capabilities: {drop: [ALL]}
        """
        .formatted(name, image, String.join("\", \"", command));
  }

  private static void awaitHeld(String pod) throws Exception {
    Cluster.await(() -> isHeld(pod));
  }

  private static boolean isHeld(String pod) throws Exception {
    return cluster.pod(pod, ".status.phase").equals("Pending")
        && !cluster.initStatus(pod, HOLD, ".state.running.startedAt").isEmpty();
  }

  private static boolean isRunning(String pod) throws Exception {
    return cluster.pod(pod, ".status.phase").equals("Running");
  }

  private static boolean appHasStarted(String pod) throws Exception {
    return cluster.pod(pod, ".status.containerStatuses[*].started").contains("true");
  }

  private static List<String> restarts(String pod) throws Exception {
    String all =
        cluster.pod(
            pod,
            ".status.initContainerStatuses[*].restartCount} {.status.containerStatuses[*].restartCount");
    return List.of(all.strip().split("\\s+"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
