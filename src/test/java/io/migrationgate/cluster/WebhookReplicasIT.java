package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several replicas of which one leads, behind what a Service would be in the cluster. */
class WebhookReplicasIT {

  private static final int THREADS = 3;

  @TempDir static Path scratch;

  private static Kubectl kubectl;
  private static WebhookInstallation installation;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("replicas");
    installation = WebhookInstallation.of(kubectl, scratch);
    Path gate =
        Files.writeString(
            scratch.resolve("gate.yaml"),
            """
            apiVersion: migrationgate.io/v1alpha1
            kind: MigrationGate
            metadata: {name: api}
            spec: {chains: [{name: main, path: /app/alembic.ini}]}
            """);
    kubectl.must("apply", "-f", gate.toString());
  }

  @AfterAll
  static void clear() throws Exception {
    if (installation != null) {
      installation.close();
    }
    if (kubectl != null) {
      kubectl.close();
    }
  }

  /** The one that leads is killed; the other one has answered all the while. */
  @Test
  void losesNoPodWhenAReplicaIsKilledUnderLoad() throws Exception {
    OperatorReplica leader = installation.start(Map.of());
    OperatorReplica standby = installation.start(Map.of());
    try (FirstThatAnswers service =
        FirstThatAnswers.of(installation.host(), List.of(leader.port(), standby.port()))) {
      installation.configure(service.port());
      try (WebhookTraffic traffic = WebhookTraffic.start(kubectl, scratch, THREADS)) {
        Cluster.await(() -> traffic.gated() > 100);
        assertThat(traffic.ungated()).isZero();

        leader.kill();

        int before = traffic.gated();
        Cluster.await(() -> traffic.gated() > before + 200);
        assertThat(traffic.failures()).isEmpty();
        // What was being answered at that moment is let through, as the failure policy says.
        assertThat(traffic.ungated()).isLessThanOrEqualTo(THREADS);
      }
    }
  }

  /** Nobody is there to ask: pods start all the same. */
  @Test
  void letsPodsThroughWithoutAnyReplica() throws Exception {
    OperatorReplica only = installation.start(Map.of());
    installation.configure(only.port());
    only.kill();

    try (WebhookTraffic traffic = WebhookTraffic.start(kubectl, scratch, 1)) {
      Cluster.await(() -> traffic.ungated() > 0);
      assertThat(traffic.failures()).isEmpty();
    }
  }
}
