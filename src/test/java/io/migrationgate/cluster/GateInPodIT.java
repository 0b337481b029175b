package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.image.ContainerEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods with the gate on a real kubelet, from manifests that inject has changed. */
class GateInPodIT {

  private static final String CHECK = "migration-gate-check";
  private static final String HOLD = "migration-gate-hold";

  @TempDir static Path scratch;

  private static Cluster cluster;
  private static AppImages images;

  @BeforeAll
  static void prepare() throws Exception {
    ContainerEngine engine = ContainerEngine.required();
    cluster = Cluster.required();
    images = AppImages.on(cluster, engine, scratch);
  }

  @AfterAll
  static void clear() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "image-volume"})
  void startsAPodWhoseChainIsGood(String mode) throws Exception {
    String pod = "good-" + mode;
    start(pod, AppImages.GOOD, mode, "/app/alembic.ini");

    Cluster.await(() -> isRunning(pod));

    assertThat(cluster.initStatus(pod, CHECK, ".state.terminated.message"))
        .startsWith("migration-gate/1 Pass");
    assertThat(restarts(pod)).containsOnly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "image-volume"})
  void holdsAForkedChainUntilItIsReleased(String mode) throws Exception {
    String pod = "forked-" + mode;
    start(pod, AppImages.FORKED, mode, "/app/alembic.ini");

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
    start(pod, AppImages.GOOD, mode, "/app/no-such.ini");

    awaitHeld(pod);

    assertThat(cluster.initStatus(pod, CHECK, ".state.terminated.message"))
        .startsWith("migration-gate/1 Unknown");
    assertThat(restarts(pod)).containsOnly("0");
  }

  /** The pod's grace is far longer than this waits: hold leaves when it is told. */
  @Test
  void isGoneWhenDeletedWhileHeld() throws Exception {
    String pod = "deleted";
    start(pod, AppImages.FORKED, "copy", "/app/alembic.ini");
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
    start(pod, AppImages.FORKED, "copy", "/app/alembic.ini", "migrate");

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
    start(pod, AppImages.FORKED, "copy", "/app/alembic.ini");
    awaitHeld(pod);
    String before = cluster.initStatus(pod, HOLD, ".containerID");
    String node = cluster.pod(pod, ".spec.nodeName");

    Cluster.restart(
        node, () -> isHeld(pod) && !cluster.initStatus(pod, HOLD, ".containerID").equals(before));
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
    cluster.apply(
        images.gated(
            manifest,
            scratch,
            "--mode=" + mode,
            "--chain=path=" + path + ",container=app-of-" + pod),
        scratch);
  }

  private static String container(String name, String image, String... words) {
    List<String> command = new ArrayList<>(List.of("/busybox"));
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
}
