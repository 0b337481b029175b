package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.chart.HelmChart;
import io.migrationgate.image.ContainerEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One release of the chart in a real cluster, from its installation to its end: the image as it is
 * built, reached through its Service, with no more rights than the chart gives.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChartInstallationIT {

  private static final String RELEASE = "gate";
  private static final String IMAGE = "localhost/migration-gate:chart";
  private static final int THREADS = 2;

  @TempDir static Path scratch;

  /** Where the app is, held to the restricted level. */
  private static Cluster apps;

  /** Where pods are only tried. */
  private static Kubectl tried;

  @BeforeAll
  static void prepare() throws Exception {
    HelmChart.required();
    ContainerEngine engine = ContainerEngine.required();
    apps = Cluster.required().withResource();
    tried = Kubectl.withResource("chart");
    AppImages images = AppImages.on(apps, engine, scratch);
    // A name of its own: the tests of others build theirs by the same name.
    assertThat(engine.run("tag", images.gate(), IMAGE).exit()).isZero();
    apps.load(IMAGE);
    apps.kubectl("create", "namespace", own());
    apps.kubectl("label", "namespace", own(), "pod-security.kubernetes.io/enforce=restricted");
    Path gate =
        Files.writeString(
            scratch.resolve("gate.yaml"),
            """
            apiVersion: migrationgate.io/v1alpha1
            kind: MigrationGate
            metadata: {name: api}
            spec: {chains: [{name: main, path: /app/alembic.ini}]}
            """);
    for (String namespace : List.of(apps.namespace(), tried.namespace())) {
      apps.kubectl("apply", "-f", gate.toString(), "-n", namespace);
    }
  }

  private static String own() {
    return tried.namespace() + "-own";
  }

  @AfterAll
  static void clear() throws Exception {
    if (tried != null) {
      HelmChart.run("uninstall", RELEASE, "--namespace", own(), "--no-hooks", "--ignore-not-found");
      apps.kubectl("delete", "namespace", own(), "--wait=false");
      tried.close();
    }
    if (apps != null) {
      apps.close();
    }
  }

  @Test
  @Order(1)
  void installsAndHoldsARolloutWithAForkedChain() throws Exception {
    helm("install", "--wait", "--timeout=5m");

    assertThat(deployment("{.status.readyReplicas}")).isEqualTo("2");
    rollOut(AppImages.FORKED);
    Cluster.await(() -> gates().contains("False MultipleHeads 2 1"));
    assertThat(app("{.items[0].status.conditions[?(@.type==\"migrationgate.io/Passed\")].reason}"))
        .isEqualTo("MultipleHeads");
    assertThat(app("{.items[0].status.initContainerStatuses[*].restartCount}")).isEqualTo("0 0");
    assertThat(apps.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}")).contains("Held");
    assertThat(saidByTheOperators()).doesNotContain("permission is missing", "forbidden");
  }

  /** Nothing that the operator wrote is taken away, nobody is let through, and held is held. */
  @Test
  @Order(2)
  void upgradesAndGoesBackUnderLoad() throws Exception {
    String authority = caBundle();
    String certificate = secret();
    String held = app("{.items[0].metadata.uid}");
    assertThat(authority).isNotEmpty();

    try (WebhookTraffic traffic = WebhookTraffic.start(tried, scratch, THREADS)) {
      Cluster.await(() -> traffic.gated() > 20);
      helm("upgrade", "--wait", "--timeout=5m", "--set=podAnnotations.round=second");
      HelmChart.must("rollback", RELEASE, "--namespace", own(), "--wait", "--timeout=5m");

      assertThat(traffic.failures()).isEmpty();
      assertThat(traffic.ungated()).isZero();
    }
    helm("upgrade", "--server-side=false", "--wait", "--timeout=5m");

    assertThat(caBundle()).isEqualTo(authority);
    assertThat(secret()).isEqualTo(certificate);
    assertThat(app("{.items[0].metadata.uid}")).isEqualTo(held);
    assertThat(gates()).contains("False MultipleHeads 2 1");
  }

  @Test
  @Order(3)
  void goesOnWhenItsLeaderIsLost() throws Exception {
    String leader = leader();
    try (WebhookTraffic traffic = WebhookTraffic.start(tried, scratch, THREADS)) {
      Cluster.await(() -> traffic.gated() > 20);
      apps.kubectl("delete", "pod", leader, "-n", own(), "--force", "--grace-period=0");
      int before = traffic.gated();
      Cluster.await(() -> traffic.gated() > before + 100);

      assertThat(traffic.failures()).isEmpty();
      // What was being answered at that moment is let through, as the failure policy says.
      assertThat(traffic.ungated()).isLessThanOrEqualTo(THREADS);
    }
    Cluster.await(() -> !leader().isEmpty() && !leader().equals(leader));

    rollOut(AppImages.FIXED);
    Cluster.await(() -> gates().contains("True Passed 1 0"));
    rollOut(AppImages.FORKED);
    Cluster.await(() -> gates().contains("False MultipleHeads 2 1"));
    assertThat(saidByTheOperators()).doesNotContain("permission is missing", "forbidden");
  }

  /**
   * The new replica does not start, the old ones go on; an uninstall ends, and keeps what holds.
   */
  @Test
  @Order(4)
  void standsAnImageThatIsNotThere() throws Exception {
    helm("upgrade", "--set=image.tag=no-such", "--set=letGo.deadlineSeconds=20");
    Cluster.await(
        () -> operators("{.items[*].status..waiting.reason}").contains("ErrImageNeverPull"));

    assertThat(deployment("{.status.readyReplicas}")).isEqualTo("2");
    try (WebhookTraffic traffic = WebhookTraffic.start(tried, scratch, 1)) {
      Cluster.await(() -> traffic.gated() > 20);
      assertThat(traffic.ungated()).isZero();
    }

    HelmChart.Run run = HelmChart.run("uninstall", RELEASE, "--namespace", own(), "--timeout=5m");

    assertThat(run.exit()).isNotZero();
    assertThat(run.error()).contains("gate-migration-gate-let-go");
    assertThat(deployment("{.status.readyReplicas}")).isEqualTo("2");
    assertThat(gates()).contains("False MultipleHeads 2 1");
  }

  @Test
  @Order(5)
  void letsHeldPodsGoWhenItIsUninstalled() throws Exception {
    HelmChart.must("rollback", RELEASE, "--namespace", own(), "--wait", "--timeout=5m");
    String held = heldPod();

    HelmChart.must("uninstall", RELEASE, "--namespace", own(), "--timeout=5m");

    Cluster.await(
        () -> apps.kubectl("get", "pod", held, "-o", "jsonpath={.status.phase}").equals("Running"));
    assertThat(
            apps.kubectl(
                "get",
                "pod",
                held,
                "-o",
                "jsonpath={.metadata.annotations.migrationgate\\.io/release}"))
        .isEqualTo("the release gate of Migration Gate was uninstalled");
    assertThat(
            apps.kubectl(
                "get",
                "mutatingwebhookconfigurations,validatingadmissionpolicies,clusterroles,clusterrolebindings",
                "-l",
                "app.kubernetes.io/instance=" + RELEASE,
                "-o",
                "name"))
        .doesNotContain(own());
    assertThat(apps.kubectl("get", "migrationgates", "-o", "name")).contains("/api");
  }

  private static void helm(String action, String... options) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                action,
                RELEASE,
                HelmChart.FOLDER.toString(),
                "--namespace=" + own(),
                "--set=image.registry=localhost",
                "--set=image.tag=chart",
                "--set=image.pullPolicy=Never",
                "--set=namespaces={" + apps.namespace() + "," + tried.namespace() + "}",
                // It is everybody's in this cluster.
                "--set=crds.enabled=false",
                // A machine that is busy with tests must not be what lets a pod through.
                "--set=webhook.timeoutSeconds=10",
                "--set=shutdownDelaySeconds=12",
                "--set=log.json=false"));
    words.addAll(List.of(options));
    HelmChart.must(words.toArray(String[]::new));
  }

  private static void rollOut(String image) throws Exception {
    apps.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          selector: {matchLabels: {app: api}}
          strategy: {rollingUpdate: {maxUnavailable: 0}}
          template:
            metadata: {labels: {app: api, migrationgate.io/gate: api}}
            spec:
              terminationGracePeriodSeconds: 1
              securityContext:
                runAsNonRoot: true
                runAsUser: 1000
                seccompProfile: {type: RuntimeDefault}
              containers:
              - name: api
                image: %s
                imagePullPolicy: Never
                command: [/busybox, sleep, "100000"]
                securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """
            .formatted(image),
        scratch);
  }

  /** As the columns have it: ready, reason, heads, held. */
  private static String gates() throws Exception {
    return apps.kubectl("get", "migrationgate", "api", "--no-headers").replaceAll(" +", " ");
  }

  private static String app(String path) throws Exception {
    return apps.kubectl("get", "pods", "-l", "app=api", "-o", "jsonpath=" + path);
  }

  private static String heldPod() throws Exception {
    return app("{.items[?(@.status.phase==\"Pending\")].metadata.name}");
  }

  private static String deployment(String path) throws Exception {
    return own("deployment/gate-migration-gate-operator", path);
  }

  private static String operators(String path) throws Exception {
    return apps.kubectl(
        "get",
        "pods",
        "-n",
        own(),
        "-l",
        "app.kubernetes.io/component=operator",
        "-o",
        "jsonpath=" + path);
  }

  private static String saidByTheOperators() throws Exception {
    return apps.kubectl(
        "logs", "-n", own(), "-l", "app.kubernetes.io/component=operator", "--tail=-1");
  }

  private static String caBundle() throws Exception {
    return apps.kubectl(
        "get",
        "mutatingwebhookconfiguration",
        "gate-migration-gate-" + own(),
        "-o",
        "jsonpath={.webhooks[0].clientConfig.caBundle}");
  }

  private static String secret() throws Exception {
    return own("secret/gate-migration-gate-webhook-certificate", "{.data}");
  }

  /** The pod that holds the lease; empty while nobody does. */
  private static String leader() throws Exception {
    String holder = own("lease/gate-migration-gate", "{.spec.holderIdentity}");
    return holder.isEmpty() ? "" : holder.substring(0, holder.lastIndexOf('-'));
  }

  private static String own(String object, String path) throws Exception {
    return apps.kubectl("get", object, "-n", own(), "-o", "jsonpath=" + path);
  }
}
