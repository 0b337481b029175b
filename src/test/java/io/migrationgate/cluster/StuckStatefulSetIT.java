package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.migrationgate.PackagedCommand;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.image.ContainerEngine;
import io.migrationgate.operator.eviction.StuckStatefulSets;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodReading;
import io.migrationgate.operator.observation.Workload;
import io.migrationgate.operator.publication.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** StatefulSets whose pods are held, and the real controller that waits for those. */
class StuckStatefulSetIT {

  private static final String HOLD = "migration-gate-hold";

  @TempDir static Path scratch;

  private static Cluster cluster;
  private static KubernetesClient client;
  private static AppImages images;
  private static StuckStatefulSets stuck;

  @BeforeAll
  static void prepare() throws Exception {
    cluster = Cluster.required();
    images = AppImages.on(cluster, ContainerEngine.required(), scratch);
    client = new KubernetesClientBuilder().build();
    Clock clock = Clock.systemUTC();
    stuck = new StuckStatefulSets(client, new Events(client, clock), clock);
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

  @Test
  void staysStuckByItselfAndHealsOnceFreed() throws Exception {
    start("ordered", "OrderedReady", 2, AppImages.FORKED);
    awaitHeld("ordered-0");
    String held = uid("ordered-0");
    assertThat(stuck.free(gate("ordered", "{}"), observation("ordered")))
        .as("a fix may come, and nobody will say so")
        .isPresent();
    assertThat(uid("ordered-0")).as("no other revision is to run").isEqualTo(held);

    setImage("ordered", AppImages.GOOD);
    // What Kubernetes does by itself, given longer than it takes below.
    Thread.sleep(20_000);
    assertThat(uid("ordered-0")).as("Kubernetes does not replace it").isEqualTo(held);
    assertThat(stuck.free(disabled("ordered"), observation("ordered"))).isEmpty();
    assertThat(uid("ordered-0")).as("switched off").isEqualTo(held);

    Observation seen = observation("ordered");
    stuck.free(gate("ordered", "{}"), seen);
    stuck.free(gate("ordered", "{}"), seen);

    Cluster.await(
        () -> isReady("ordered-0") && isReady("ordered-1") && !uid("ordered-0").equals(held));
    assertThat(events("ordered-0", "EvictingHeldPod")).hasSize(1);
    assertThat(events("ordered", "EvictingHeldPod"))
        .singleElement()
        .asString()
        .contains("ordered-0 is held")
        .contains("StatefulSet/ordered can replace it");
  }

  @Test
  void isNotKeptBackByABudgetForPodsThatServe() throws Exception {
    start("budgeted", "OrderedReady", 1, AppImages.FORKED);
    cluster.apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: budgeted}
        spec:
          minAvailable: 1
          selector: {matchLabels: {app: budgeted}}
        """,
        scratch);
    awaitHeld("budgeted-0");
    setImage("budgeted", AppImages.GOOD);
    awaitObserved("budgeted");

    stuck.free(gate("budgeted", "{}"), observation("budgeted"));

    Cluster.await(() -> isReady("budgeted-0"));
  }

  @Test
  void saysOnceThatAnEvictionWasRefusedAndTriesAgain() throws Exception {
    String policy = "refuses-evictions-" + cluster.namespace();
    start("refused", "OrderedReady", 1, AppImages.FORKED);
    awaitHeld("refused-0");
    String held = uid("refused-0");
    setImage("refused", AppImages.GOOD);
    awaitObserved("refused");
    cluster.apply(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %1$s}
        spec:
          matchConstraints:
            resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods/eviction]}
          matchConditions:
          - {name: this, expression: request.name == "refused-0"}
          validations:
          - {expression: "false", message: nothing is evicted on Fridays}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %1$s}
        spec:
          policyName: %1$s
          validationActions: [Deny]
          matchResources:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %2$s}}
        """
            .formatted(policy, cluster.namespace()),
        scratch);
    try {
      Cluster.await(() -> evictionIsRefused("refused-0"));

      MigrationGate gate = gate("refused", "{}");
      assertThat(stuck.free(gate, observation("refused"))).isPresent();
      assertThat(stuck.free(gate, observation("refused"))).isPresent();
      assertThat(uid("refused-0")).isEqualTo(held);
      assertThat(events("refused", "EvictionRefused"))
          .singleElement()
          .asString()
          .contains("nothing is evicted on Fridays");
    } finally {
      cluster.kubectl("delete", "validatingadmissionpolicybinding", policy);
      cluster.kubectl("delete", "validatingadmissionpolicy", policy);
    }
    Cluster.await(
        () -> {
          stuck.free(gate("refused", "{}"), observation("refused"));
          return isReady("refused-0") && !uid("refused-0").equals(held);
        });
    assertThat(events("refused-0", "EvictingHeldPod")).hasSize(1);
  }

  /** As the API server says without doing it; a new policy takes it a moment. */
  private static boolean evictionIsRefused(String pod) throws Exception {
    Path eviction =
        Files.writeString(
            scratch.resolve("eviction.json"),
            """
            {"apiVersion": "policy/v1", "kind": "Eviction",
             "metadata": {"name": "%s", "namespace": "%s"}}
            """
                .formatted(pod, cluster.namespace()));
    String path =
        "/api/v1/namespaces/%s/pods/%s/eviction?dryRun=All".formatted(cluster.namespace(), pod);
    try {
      cluster.kubectl("create", "--raw", path, "--filename", eviction.toString());
      return false;
    } catch (IOException refused) {
      return refused.getMessage().contains("Fridays");
    }
  }

  @Test
  void leavesPodsBelowThePartitionAndParallelSetsAlone() throws Exception {
    start("canary", "OrderedReady", 1, AppImages.FORKED);
    start("parallel", "Parallel", 1, AppImages.FORKED);
    awaitHeld("canary-0");
    awaitHeld("parallel-0");
    String canary = uid("canary-0");
    String parallel = uid("parallel-0");
    cluster.kubectl(
        "patch",
        "statefulset",
        "canary",
        "--patch",
        "{\"spec\": {\"updateStrategy\": {\"rollingUpdate\": {\"partition\": 1}}}}");
    setImage("canary", AppImages.GOOD);
    setImage("parallel", AppImages.GOOD);
    awaitObserved("canary");

    stuck.free(gate("canary", "{}"), observation("canary"));
    assertThat(uid("canary-0")).isEqualTo(canary);
    assertThat(events("canary-0", "EvictingHeldPod")).isEmpty();

    assertThat(stuck.free(gate("parallel", "{}"), observation("parallel"))).isEmpty();
    Cluster.await(() -> isReady("parallel-0") && !uid("parallel-0").equals(parallel));
    assertThat(events("parallel-0", "EvictingHeldPod")).isEmpty();
  }

  private static void start(String name, String policy, int replicas, String image)
      throws Exception {
    String manifest =
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: %1$s
        spec:
          serviceName: %1$s
          replicas: %2$d
          podManagementPolicy: %3$s
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata:
              labels: {app: %1$s, migrationgate.io/gate: %1$s}
            spec:
              terminationGracePeriodSeconds: 2
              securityContext:
                runAsNonRoot: true
                runAsUser: 1000
                seccompProfile: {type: RuntimeDefault}
              containers:
              - name: app
                image: %4$s
                imagePullPolicy: Never
                command: ["/busybox", "sleep", "3000"]
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities: {drop: [ALL]}
        """
            .formatted(name, replicas, policy, image);
    Path file = Files.writeString(Files.createTempFile(scratch, name, ".yaml"), manifest);
    PackagedCommand injected =
        PackagedCommand.run(
            scratch,
            Map.of(),
            "inject",
            "--file=" + file,
            "--image=" + images.gate(),
            "--image-pull-policy=Never",
            "--mode=copy",
            "--chain=path=/app/alembic.ini");
    assertThat(injected.exit()).as(injected.error()).isZero();
    cluster.apply(injected.output(), scratch);
  }

  private static MigrationGate gate(String name, String more) {
    return client
        .getKubernetesSerialization()
        .unmarshal(
            """
            {"apiVersion": "migrationgate.io/v1alpha1", "kind": "MigrationGate",
             "metadata": {"name": "%s", "namespace": "%s"}, "spec": %s}
            """
                .formatted(name, cluster.namespace(), more),
            MigrationGate.class);
  }

  private static MigrationGate disabled(String name) {
    return gate(name, "{\"stuckStatefulSets\": \"Disabled\"}");
  }

  private static Observation observation(String name) {
    StatefulSet set = set(name);
    Workload workload =
        new Workload(
            new Workload.Reference(
                "apps/v1", "StatefulSet", cluster.namespace(), name, set.getMetadata().getUid()),
            new OldPods.NotKept("test"),
            Optional.empty());
    List<GatePod> pods =
        client
            .pods()
            .inNamespace(cluster.namespace())
            .withLabel("app", name)
            .list()
            .getItems()
            .stream()
            .map(PodReading::of)
            .filter(pod -> !pod.leaving())
            .toList();
    Map<String, Workload> workloads = new HashMap<>();
    pods.forEach(pod -> workloads.put(pod.uid(), workload));
    return new Observation(pods, workloads, Instant.now());
  }

  private static void setImage(String name, String image) throws Exception {
    cluster.kubectl(
        "patch",
        "statefulset",
        name,
        "--patch",
        """
        {"spec": {"template": {"spec": {
          "initContainers": [{"name": "migration-gate-files-app", "image": "%1$s"}],
          "containers": [{"name": "app", "image": "%1$s"}]}}}}
        """
            .formatted(image));
  }

  private static StatefulSet set(String name) {
    return client.apps().statefulSets().inNamespace(cluster.namespace()).withName(name).get();
  }

  private static void awaitObserved(String name) throws Exception {
    Cluster.await(
        () -> {
          StatefulSet set = set(name);
          return set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
        });
  }

  private static Optional<Pod> pod(String name) {
    return Optional.ofNullable(client.pods().inNamespace(cluster.namespace()).withName(name).get());
  }

  private static String uid(String pod) {
    return pod(pod).map(found -> found.getMetadata().getUid()).orElse("");
  }

  private static boolean isReady(String pod) {
    return pod(pod)
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
        .filter(found -> PodReading.of(found).ready())
        .isPresent();
  }

  private static void awaitHeld(String pod) throws Exception {
    Cluster.await(() -> !cluster.initStatus(pod, HOLD, ".state.running.startedAt").isEmpty());
  }

  private static List<String> events(String about, String reason) {
    return client
        .v1()
        .events()
        .inNamespace(cluster.namespace())
        .withField("involvedObject.name", about)
        .withField("reason", reason)
        .list()
        .getItems()
        .stream()
        .map(event -> event.getMessage())
        .toList();
  }
}
