package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.RollbackStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.image.ContainerEngine;
import io.migrationgate.operator.admission.ClusterAbilities;
import io.migrationgate.operator.forecast.Expectation;
import io.migrationgate.operator.forecast.Forecast;
import io.migrationgate.operator.forecast.ForecastSettings;
import io.migrationgate.operator.forecast.Forecasts;
import io.migrationgate.operator.observation.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probe pods on a real kubelet, for Deployments that have no gate in them. */
class ForecastIT {

  @TempDir static Path scratch;

  private static Cluster cluster;
  private static KubernetesClient client;
  private static AppImages images;

  @BeforeAll
  static void prepare() throws Exception {
    cluster = Cluster.required();
    images = AppImages.on(cluster, ContainerEngine.required(), scratch);
    client = new KubernetesClientBuilder().build();
    cluster.kubectl(
        "apply",
        "--server-side",
        "--force-conflicts",
        "-f",
        Path.of("crds/migrationgates.migrationgate.io.yaml").toAbsolutePath().toString());
    Cluster.await(
        () -> client.resources(MigrationGate.class).inNamespace("default").list() != null);
  }

  @AfterAll
  static void clear() throws Exception {
    if (client != null) {
      client.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Copy", "ImageVolume"})
  void findsOutThatWhatRunsUngatedWouldNotStartAgain(String mode) throws Exception {
    String name = "ungated-" + mode.toLowerCase(java.util.Locale.ROOT);
    deploy(name, AppImages.FORKED);
    MigrationGate gate = gate(name, mode, "");
    Forecasts forecasts = forecasts(2);

    Forecast first = look(forecasts, gate, name);
    assertThat(first.restart().orElseThrow().expectation()).isEqualTo(Expectation.CANNOT_BE_TOLD);
    Pod probe = probes(name).getFirst();
    assertThat(probe.getMetadata().getLabels())
        .containsOnlyKeys(GateNames.PROBE, "app.kubernetes.io/managed-by");
    assertThat(probe.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(gate.getMetadata().getUid()));
    assertThat(probe.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(probe.getSpec().getContainers())
        .singleElement()
        .satisfies(container -> assertThat(container.getName()).isEqualTo(GateNames.CHECK));

    Forecast known =
        await(
            forecasts,
            gate,
            name,
            f -> f.restart().orElseThrow().expectation() == Expectation.FAILS);
    assertThat(known.restart().orElseThrow().reason()).isEqualTo("MultipleHeads");
    assertThat(known.restart().orElseThrow().message())
        .contains("Deployment/" + name)
        .contains(AppImages.FORKED)
        .contains("2 heads");
    await(forecasts, gate, name, f -> probes(name).isEmpty());

    Forecasts afterARestart = forecasts(2);
    assertThat(look(afterARestart, gate, name).restart().orElseThrow().expectation())
        .isEqualTo(Expectation.FAILS);
    assertThat(probes(name)).as("what is known is not asked again").isEmpty();
  }

  @Test
  void tellsWhatCanBeRolledBackTo() throws Exception {
    String name = "rolled";
    deploy(name, "localhost/migration-gate-app:nowhere");
    deploy(name, AppImages.FORKED);
    deploy(name, AppImages.GOOD);
    Cluster.await(() -> newest(name).isPresent() && running(name));
    MigrationGate gate = gate(name, "Copy", "");

    Forecast known =
        await(
            forecasts(1),
            gate,
            name,
            f ->
                rollbacks(f).size() == 2
                    && rollbacks(f).stream().noneMatch(r -> r.reason().equals("NotJudgedYet")));

    assertThat(rollbacks(known))
        .extracting(RollbackStatus::image, RollbackStatus::canStart, RollbackStatus::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                AppImages.FORKED, VerdictWord.BLOCKED, "MultipleHeads"),
            org.assertj.core.groups.Tuple.tuple(
                "localhost/migration-gate-app:nowhere", VerdictWord.UNKNOWN, "ErrImageNeverPull"));
    assertThat(rollbacks(known).getFirst().message())
        .startsWith("revision 2, as of ")
        .contains("2 heads");
    assertThat(known.restart().orElseThrow().expectation()).isEqualTo(Expectation.STARTS);
  }

  @Test
  void isUnknownWhereNoProbeMayBeMade() throws Exception {
    String name = "quota";
    deploy(name, AppImages.GOOD);
    cluster.apply(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: no-more}
        spec: {hard: {count/pods: "0"}}
        """,
        scratch);
    try {
      Cluster.await(
          () ->
              !cluster
                  .kubectl("get", "quota", "no-more", "-o", "jsonpath={.status.hard}")
                  .isEmpty());
      MigrationGate gate = gate(name, "Copy", "");

      Forecast known =
          await(
              forecasts(2),
              gate,
              name,
              f -> f.restart().orElseThrow().reason().equals("ProbeRefused"));

      assertThat(known.restart().orElseThrow().expectation()).isEqualTo(Expectation.CANNOT_BE_TOLD);
      assertThat(known.restart().orElseThrow().message()).contains("exceeded quota");
      assertThat(probes(name)).isEmpty();
    } finally {
      cluster.kubectl("delete", "quota", "no-more");
    }
  }

  @Test
  void makesNoneWhereItIsSwitchedOffAndTakesAwayThoseThatAre() throws Exception {
    String name = "disabled";
    deploy(name, AppImages.GOOD);
    MigrationGate enabled = gate(name, "Copy", "");
    Forecasts forecasts = forecasts(2);
    look(forecasts, enabled, name);
    assertThat(probes(name)).hasSize(1);

    MigrationGate disabled = gate(name, "Copy", "restartForecast: Disabled");
    Forecast none = look(forecasts, disabled, name);

    assertThat(none.restart()).isEmpty();
    Cluster.await(() -> probes(name).isEmpty());
    look(forecasts, disabled, name);
    assertThat(probes(name)).isEmpty();
  }

  private static void deploy(String name, String image) throws Exception {
    cluster.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata:
              labels: {app: %1$s, migrationgate.io/gate: %1$s}
            spec:
              terminationGracePeriodSeconds: 1
              securityContext:
                runAsNonRoot: true
                runAsUser: 1000
                seccompProfile: {type: RuntimeDefault}
              containers:
              - name: app
                image: %2$s
                imagePullPolicy: Never
                command: ["/busybox", "sleep", "3000"]
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities: {drop: [ALL]}
        """
            .formatted(name, image),
        scratch);
    Cluster.await(
        () -> {
          Deployment deployment = deployment(name);
          return deployment.getStatus() != null
              && deployment
                  .getMetadata()
                  .getGeneration()
                  .equals(deployment.getStatus().getObservedGeneration());
        });
    if (!image.endsWith("nowhere")) {
      Cluster.await(() -> running(name));
    }
  }

  private static boolean running(String name) {
    Deployment deployment = deployment(name);
    return deployment.getStatus().getUpdatedReplicas() != null
        && deployment.getStatus().getUpdatedReplicas() == 1
        && deployment.getStatus().getReplicas() == 1
        && deployment.getStatus().getReadyReplicas() != null
        && client
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", name)
                .list()
                .getItems()
                .size()
            == 1;
  }

  private static Deployment deployment(String name) {
    return client.apps().deployments().inNamespace(cluster.namespace()).withName(name).get();
  }

  private static Optional<String> newest(String name) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(cluster.namespace())
        .withLabel("app", name)
        .list()
        .getItems()
        .stream()
        .filter(set -> set.getSpec().getReplicas() > 0)
        .map((ReplicaSet set) -> set.getMetadata().getLabels().get("pod-template-hash"))
        .findFirst();
  }

  private static MigrationGate gate(String name, String mode, String more) throws Exception {
    cluster.apply(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: %s}
        spec:
          chains: [{name: main, path: /app/alembic.ini}]
          injection: {mode: %s}
          %s
        """
            .formatted(name, mode, more),
        scratch);
    return client
        .resources(MigrationGate.class)
        .inNamespace(cluster.namespace())
        .withName(name)
        .get();
  }

  private static Forecasts forecasts(int atOnce) {
    return new Forecasts(
        client,
        new ForecastSettings(
            true, atOnce, Duration.ofMinutes(2), Duration.ofHours(6), Duration.ZERO),
        Optional.of(new GateImage(images.gate(), Optional.of("Never"))),
        () ->
            client
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel(GateNames.PROBE)
                .list()
                .getItems(),
        () -> ClusterAbilities.NONE,
        Clock.systemUTC());
  }

  /** One look; what is found out is kept in the gate's status, as the operator keeps it. */
  private static Forecast look(Forecasts forecasts, MigrationGate gate, String name) {
    Deployment deployment = deployment(name);
    Forecast forecast =
        forecasts.of(
            gate,
            Sight.of(
                client,
                cluster.namespace(),
                name,
                new Workload.Reference(
                    "apps/v1",
                    "Deployment",
                    cluster.namespace(),
                    name,
                    deployment.getMetadata().getUid()),
                newest(name)));
    gate.setStatus(status(forecast.probes()));
    return forecast;
  }

  private static MigrationGateStatus status(List<ProbeStatus> probes) {
    return new MigrationGateStatus(
        null, null, null, null, null, null, null, null, probes, List.of());
  }

  private static Forecast await(
      Forecasts forecasts, MigrationGate gate, String name, Predicate<Forecast> condition)
      throws Exception {
    Forecast[] last = new Forecast[1];
    Cluster.await(
        () -> {
          last[0] = look(forecasts, gate, name);
          return condition.test(last[0]);
        });
    return last[0];
  }

  private static List<RollbackStatus> rollbacks(Forecast forecast) {
    return forecast.rollbacks().values().stream().flatMap(List::stream).toList();
  }

  private static List<Pod> probes(String gate) {
    return client
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel(GateNames.PROBE, gate)
        .list()
        .getItems();
  }
}
