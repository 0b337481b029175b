package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.chart.HelmChart;
import io.migrationgate.image.ContainerEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The incident that this project comes from, with a real app and its database: two pull requests on
 * one parent, merged, and rolled out. Everything in pods, the operator by its chart.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IncidentIT {

  private static final String APP = "gated";

  @TempDir static Path scratch;

  private static Cluster cluster;
  private static InstalledOperator operator;

  @BeforeAll
  static void prepare() throws Exception {
    HelmChart.required();
    ContainerEngine engine = ContainerEngine.required();
    cluster = Cluster.required().withResource();
    BasketballApi.build(cluster, engine, scratch);
    operator = InstalledOperator.install(cluster, engine, "incident");
    cluster.apply(BasketballApi.surroundings(), scratch);
    Cluster.await(() -> ready("database"));
    cluster.apply(gate("Disabled"), scratch);
  }

  private static String gate(String recheckOnCrash) {
    return """
    apiVersion: migrationgate.io/v1alpha1
    kind: MigrationGate
    metadata: {name: %s}
    spec:
      chains: [{name: main, tool: Alembic, path: /app/alembic.ini}]
      database: {urlFrom: {env: DATABASE_URL}, migratedBy: App}
      injection: {recheckOnCrash: %s}
    """
        .formatted(APP, recheckOnCrash);
  }

  @AfterAll
  static void clear() throws Exception {
    if (operator != null) {
      operator.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /** What happened, and happens. */
  @Test
  @Order(1)
  void crashLoopsWithoutAGate() throws Exception {
    cluster.apply(BasketballApi.deployment("plain", BasketballApi.GOOD, ""), scratch);
    rolledOut("plain");
    cluster.apply(BasketballApi.deployment("plain", BasketballApi.FORKED, ""), scratch);

    Cluster.await(
        () ->
            pods("plain", "{.items[*].status.containerStatuses[*].state.waiting.reason}")
                .contains("CrashLoopBackOff"));

    assertThat(
            pods("plain", "{.items[*].status.containerStatuses[*].lastState.terminated.message}"))
        .contains("Multiple head revisions are present");
    cluster.kubectl("delete", "deployment", "plain", "--wait=false");
  }

  @Test
  @Order(2)
  void holdsTheNewPodAndTheOldOneGoesOnAnswering() throws Exception {
    rollOut(BasketballApi.GOOD);
    rolledOut(APP);
    Cluster.await(() -> gates().startsWith("gated True Passed 1 0"));
    Cluster.await(() -> visitor().contains("answered"));
    int failuresBefore = failures();

    rollOut(BasketballApi.FORKED);

    Cluster.await(() -> gates().startsWith("gated False MultipleHeads 2 1"));
    String held = held();
    assertThat(cluster.kubectl("get", "pod", held, "--no-headers").split(" +"))
        .startsWith(held, "0/1", "Init:1/2", "0");
    assertThat(cluster.pod(held, passed(".message")))
        .contains("0145", "0147", "migration-gate merge");
    for (String about : List.of("Pod/" + held, "Deployment/" + APP)) {
      Cluster.await(() -> events(about).contains("Held"));
    }
    // Long enough for the Deployment to say that it makes no progress, and for nothing else.
    Cluster.await(() -> condition("Progressing", ".reason").equals("ProgressDeadlineExceeded"));
    assertThat(condition("Available", ".status")).isEqualTo("True");
    assertThat(restarts(held)).isEqualTo("0 0");
    assertThat(gate("OldPodsKept", ".status")).isEqualTo("True");
    assertThat(failures()).isEqualTo(failuresBefore);
  }

  /** The gate in the pod needs nobody; what is known is found out again from the cluster. */
  @Test
  @Order(3)
  void goesOnHoldingWithoutAnOperator() throws Exception {
    String held = held();
    operator.stop();
    Thread.sleep(5_000);
    assertThat(held()).isEqualTo(held);
    assertThat(restarts(held)).isEqualTo("0 0");

    operator.start();
    operator.kill();
    operator.awaitReady();

    Cluster.await(() -> gates().startsWith("gated False MultipleHeads 2 1"));
    assertThat(held()).isEqualTo(held);
  }

  @Test
  @Order(4)
  void isUndoneWhileItIsHeld() throws Exception {
    cluster.kubectl("rollout", "undo", "deployment/" + APP);
    rolledOut(APP);
    Cluster.await(() -> gates().startsWith("gated True Passed 1 0"));

    rollOut(BasketballApi.FORKED);
    Cluster.await(() -> gates().startsWith("gated False MultipleHeads 2 1"));
  }

  @Test
  @Order(5)
  void rollsOutTheMergedImage() throws Exception {
    int failuresBefore = failures();
    rollOut(BasketballApi.MERGED);

    rolledOut(APP);

    Cluster.await(() -> gates().startsWith("gated True Passed 1 0"));
    assertThat(revisionsOfTheDatabase()).hasSize(1);
    assertThat(restarts(pods(APP, "{.items[0].metadata.name}"))).isEqualTo("0 0");
    assertThat(failures()).isEqualTo(failuresBefore);
  }

  /** A pod that has to move goes through the gate again, and is let through. */
  @Test
  @Order(6)
  void survivesADrain() throws Exception {
    String pod = pods(APP, "{.items[0].metadata.name}");
    String node = cluster.pod(pod, ".spec.nodeName");
    try {
      cluster.kubectl(
          "drain",
          node,
          "--pod-selector=app=" + APP,
          "--ignore-daemonsets",
          "--delete-emptydir-data");
    } finally {
      cluster.kubectl("uncordon", node);
    }
    rolledOut(APP);

    assertThat(pods(APP, "{.items[*].metadata.name}")).isNotEmpty().doesNotContain(pod);
    Cluster.await(() -> gates().startsWith("gated True Passed 1 0"));
  }

  /**
   * A database that is ahead, and a container that is killed where it stands: init containers do
   * not run again, so that the app meets the database by itself.
   */
  @Test
  @Order(7)
  void doesNotSeeAContainerThatIsRestartedInItsPod() throws Exception {
    migrateBeyond();
    String pod = pods(APP, "{.items[0].metadata.name}");
    runOutOfMemory(pod);

    Cluster.await(
        () ->
            cluster
                .pod(pod, ".status.containerStatuses[0].state.waiting.reason")
                .equals("CrashLoopBackOff"));
    assertThat(cluster.pod(pod, ".status.containerStatuses[0].lastState.terminated.message"))
        .contains("Can't locate revision identified by 'beyond'");
  }

  /** Unless it is asked for, and the cluster can: the whole pod then begins again. */
  @Test
  @Order(8)
  void rechecksWhereThatIsAskedFor() throws Exception {
    comeBack();
    cluster.apply(gate("Enabled"), scratch);
    // Whoever asks next is told of it by the caches.
    Thread.sleep(2_000);
    cluster.kubectl("rollout", "restart", "deployment/" + APP);
    rolledOut(APP);
    migrateBeyond();
    String pod = pods(APP, "{.items[?(@.status.phase==\"Running\")].metadata.name}");
    runOutOfMemory(pod);

    Cluster.await(() -> gates().startsWith("gated False DatabaseAhead 1 1"));
    assertThat(cluster.initStatus(pod, "migration-gate-hold", ".state.running.startedAt"))
        .isNotEmpty();

    comeBack();
    rolledOut(APP);
    Cluster.await(() -> gates().startsWith("gated True"));
  }

  private static void runOutOfMemory(String pod) throws Exception {
    // It does not live to answer.
    cluster.kubectl(
        "exec",
        "visitor",
        "--",
        "sh",
        "-c",
        "python3 -c 'import urllib.request; urllib.request.urlopen(\"http://%s:8080/eat\")' || true"
            .formatted(cluster.pod(pod, ".status.podIP")));
  }

  private static void migrateBeyond() throws Exception {
    sql("update alembic_version set version_num = 'beyond'");
  }

  /** What the merge revision is called is chance. */
  private static void comeBack() throws Exception {
    sql("delete from alembic_version");
    sql("insert into alembic_version values ('0145'), ('0147')");
  }

  private static List<String> revisionsOfTheDatabase() throws Exception {
    return sql("select version_num from alembic_version").lines().toList();
  }

  private static String sql(String statement) throws Exception {
    return cluster.kubectl(
        "exec",
        "database",
        "--",
        "psql",
        "--host=/data",
        "--username=app",
        "--quiet",
        "--tuples-only",
        "--no-align",
        "--command=" + statement,
        APP);
  }

  private static void rollOut(String image) throws Exception {
    cluster.apply(BasketballApi.deployment(APP, image, "migrationgate.io/gate: " + APP), scratch);
  }

  /** The Deployment gives up earlier than a busy machine does, and goes on all the same. */
  private static void rolledOut(String deployment) throws Exception {
    Cluster.await(
        () ->
            cluster
                .kubectl(
                    "get",
                    "deployment",
                    deployment,
                    "-o",
                    "jsonpath={.metadata.generation} {.status.observedGeneration} {.status.replicas}"
                        + " {.status.updatedReplicas} {.status.readyReplicas}")
                .matches("(\\d+) \\1 1 1 1"));
  }

  private static boolean ready(String pod) throws Exception {
    return cluster.pod(pod, ".status.conditions[?(@.type==\"Ready\")].status").equals("True");
  }

  /** As the columns have it: name, ready, reason, heads, held. */
  private static String gates() throws Exception {
    return cluster.kubectl("get", "migrationgate", APP, "--no-headers").replaceAll(" +", " ");
  }

  private static String gate(String condition, String path) throws Exception {
    return cluster.kubectl(
        "get",
        "migrationgate",
        APP,
        "-o",
        "jsonpath={.status.conditions[?(@.type==\"" + condition + "\")]" + path + "}");
  }

  private static String condition(String type, String path) throws Exception {
    return cluster.kubectl(
        "get",
        "deployment",
        APP,
        "-o",
        "jsonpath={.status.conditions[?(@.type==\"" + type + "\")]" + path + "}");
  }

  private static String passed(String path) {
    return ".status.conditions[?(@.type==\"migrationgate.io/Passed\")]" + path;
  }

  private static String held() throws Exception {
    return pods(APP, "{.items[?(@.status.phase==\"Pending\")].metadata.name}");
  }

  private static String restarts(String pod) throws Exception {
    return cluster.pod(pod, ".status.initContainerStatuses[*].restartCount");
  }

  private static String events(String about) throws Exception {
    String[] kindAndName = about.split("/");
    return cluster.kubectl(
        "get",
        "events",
        "--field-selector=involvedObject.kind=%s,involvedObject.name=%s"
            .formatted(kindAndName[0], kindAndName[1]),
        "-o",
        "jsonpath={.items[*].reason}");
  }

  private static String pods(String app, String path) throws Exception {
    return cluster.kubectl("get", "pods", "-l", "app=" + app, "-o", "jsonpath=" + path);
  }

  private static String visitor() throws Exception {
    return cluster.kubectl("logs", "visitor");
  }

  private static int failures() throws Exception {
    return (int) visitor().lines().filter(line -> line.startsWith("failed")).count();
  }
}
