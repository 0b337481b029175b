package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.chart.HelmChart;
import io.migrationgate.image.ContainerEngine;

/** The operator in pods of its own, by the chart, for the namespace of one test alone. */
final class InstalledOperator implements AutoCloseable {

  private static final String RELEASE = "gate";
  private static final String DEPLOYMENT = "gate-migration-gate-operator";

  private final Cluster cluster;

  private InstalledOperator(Cluster cluster) {
    this.cluster = cluster;
  }

  static InstalledOperator install(Cluster cluster, ContainerEngine engine, String purpose)
      throws Exception {
    // A name of its own: the tests of others build theirs by the same name.
    String image = "localhost/migration-gate:" + purpose;
    assertThat(engine.run("tag", engine.image(), image).exit()).isZero();
    cluster.load(image);
    InstalledOperator operator = new InstalledOperator(cluster);
    cluster.kubectl("create", "namespace", operator.namespace());
    HelmChart.must(
        "install",
        RELEASE,
        HelmChart.FOLDER.toString(),
        "--namespace=" + operator.namespace(),
        "--set=image.registry=localhost",
        "--set=image.tag=" + purpose,
        "--set=image.pullPolicy=Never",
        "--set=namespaces={" + cluster.namespace() + "}",
        // It is everybody's in this cluster.
        "--set=crds.enabled=false",
        "--set=log.json=false",
        // No busy machine is to decide what is tried here.
        "--set=webhook.timeoutSeconds=10",
        "--set=shutdownDelaySeconds=12",
        "--wait",
        "--timeout=5m");
    return operator;
  }

  String namespace() {
    return cluster.namespace() + "-own";
  }

  /** Takes all of its pods away. */
  void stop() throws Exception {
    cluster.kubectl("scale", "deployment", DEPLOYMENT, "-n", namespace(), "--replicas=0");
    Cluster.await(() -> pods().isEmpty());
  }

  void start() throws Exception {
    cluster.kubectl("scale", "deployment", DEPLOYMENT, "-n", namespace(), "--replicas=2");
    awaitReady();
  }

  /** Until then pods start without the gate. */
  void awaitReady() throws Exception {
    Cluster.await(
        () ->
            cluster
                .kubectl(
                    "get",
                    "deployment",
                    DEPLOYMENT,
                    "-n",
                    namespace(),
                    "-o",
                    "jsonpath={.status.replicas} {.status.readyReplicas}")
                .equals("2 2"));
    // The Service is told by what watches it.
    Thread.sleep(2_000);
  }

  /** All of its pods at once, without a word. */
  void kill() throws Exception {
    cluster.kubectl("delete", "pods", "--all", "-n", namespace(), "--force", "--grace-period=0");
  }

  private String pods() throws Exception {
    return cluster.kubectl("get", "pods", "-n", namespace(), "-o", "name");
  }

  @Override
  public void close() throws Exception {
    HelmChart.run(
        "uninstall", RELEASE, "--namespace", namespace(), "--no-hooks", "--ignore-not-found");
    cluster.kubectl("delete", "namespace", namespace(), "--wait=false");
  }
}
