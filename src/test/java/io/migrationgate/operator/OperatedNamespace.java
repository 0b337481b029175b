package io.migrationgate.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.cluster.AppImages;
import io.migrationgate.cluster.Cluster;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.image.ContainerEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A namespace of a real cluster, what an operator has published in it, and that operator. */
final class OperatedNamespace implements AutoCloseable {

  private static final MigrationGateStatus NONE =
      Serialization.unmarshal("{}", MigrationGateStatus.class);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final AppImages images;
  private final Path scratch;
  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private RunningOperator operator;

  private OperatedNamespace(
      Cluster cluster, AppImages images, Path scratch, RunningOperator operator) {
    this.cluster = cluster;
    this.images = images;
    this.scratch = scratch;
    this.operator = operator;
  }

  /** With an operator that is ready. Without a cluster the test is skipped. */
  static OperatedNamespace required(Path scratch) throws Exception {
    return required(scratch, Map.of());
  }

  static OperatedNamespace required(Path scratch, Map<String, String> environment)
      throws Exception {
    Cluster cluster = Cluster.required().withResource();
    AppImages images = AppImages.on(cluster, ContainerEngine.required(), scratch);
    RunningOperator operator =
        RunningOperator.start(cluster.namespace(), log(scratch), environment);
    operator.awaitReady();
    return new OperatedNamespace(cluster, images, scratch, operator);
  }

  private static Path log(Path scratch) {
    return scratch.resolve("operator.log");
  }

  KubernetesClient client() {
    return client;
  }

  Cluster cluster() {
    return cluster;
  }

  String name() {
    return cluster.namespace();
  }

  /** As its label has it. */
  String aNode() {
    return client
        .nodes()
        .list()
        .getItems()
        .getFirst()
        .getMetadata()
        .getLabels()
        .get("kubernetes.io/hostname");
  }

  RunningOperator operator() {
    return operator;
  }

  /** Starts another in its place, and does not wait. */
  RunningOperator startOperator(Map<String, String> environment) throws Exception {
    operator.kill();
    operator = RunningOperator.start(name(), log(scratch), environment);
    return operator;
  }

  /** A gate for the chain that the apps have, with more lines of spec. */
  void gate(String name, String... specLines) throws Exception {
    gateOfChain(name, "name: main, tool: Alembic, path: /app/alembic.ini", specLines);
  }

  void gateOfChain(String name, String chain, String... specLines) throws Exception {
    StringBuilder spec = new StringBuilder();
    for (String line : specLines) {
      spec.append("  ").append(line).append('\n');
    }
    apply(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: %s}
        spec:
          chains: [{%s}]
        """
                .formatted(name, chain)
            + spec);
  }

  void apply(String manifest) throws Exception {
    cluster.apply(manifest, scratch);
  }

  /** Applies it with the gate in its pods. */
  void applyGated(String gate, String manifest, String... options) throws Exception {
    applyGated(images, "/app/alembic.ini", gate, manifest, options);
  }

  /** With a chain that is not there, and so cannot be judged. */
  void applyGatedWithoutChain(String gate, String manifest) throws Exception {
    applyGated(images, "/app/no-such.ini", gate, manifest);
  }

  /** With a gate that no node can start. */
  void applyGatedInVain(String gate, String manifest) throws Exception {
    applyGated(new AppImages("localhost/no-such-gate:1"), "/app/alembic.ini", gate, manifest);
  }

  /** Says of a pod what the webhook would have: which gate it was that is in it. */
  void putInBy(String gate, String pod) throws Exception {
    String uid = mgate(gate).getMetadata().getUid();
    cluster.kubectl("annotate", "pod", pod, GateNames.GATE_UID + "=" + uid);
  }

  private void applyGated(
      AppImages gates, String path, String gate, String manifest, String... options)
      throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of("--gate=" + gate, "--mode=image-volume", "--chain=name=main,path=" + path));
    all.addAll(List.of(options));
    apply(gates.gated(manifest, scratch, all.toArray(String[]::new)));
  }

  MigrationGate mgate(String name) {
    return client.resources(MigrationGate.class).inNamespace(name()).withName(name).require();
  }

  MigrationGateStatus status(String gate) {
    return Optional.ofNullable(
            client.resources(MigrationGate.class).inNamespace(name()).withName(gate).get())
        .map(MigrationGate::getStatus)
        .orElse(NONE);
  }

  Optional<Condition> condition(String gate, String type) {
    return status(gate).conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** Status and reason of a condition, such as {@code False MultipleHeads}; empty without one. */
  String says(String gate, String type) {
    return condition(gate, type).map(c -> c.getStatus() + " " + c.getReason()).orElse("");
  }

  /** The only chain's entry. */
  ChainStatus chain(String gate) {
    List<ChainStatus> chains = status(gate).chains();
    if (chains.size() != 1) {
      throw new AssertionError("not one chain but " + chains);
    }
    return chains.getFirst();
  }

  /** Numbers of held, passed and ungated pods, by workload. */
  String counts(String gate, String kind, String name) {
    return status(gate).workloads().stream()
        .filter(entry -> entry.kind().equals(kind) && entry.name().equals(name))
        .findFirst()
        .map(OperatedNamespace::counts)
        .orElse("");
  }

  private static String counts(WorkloadStatus entry) {
    return "held %d, passed %d, ungated %d"
        .formatted(entry.held(), entry.passed(), entry.ungated());
  }

  /** The pods of an app that are not on their way out, the youngest last. */
  List<Pod> pods(String app) {
    return client.pods().inNamespace(name()).withLabel("app", app).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted((a, b) -> created(a).compareTo(created(b)))
        .toList();
  }

  private static Instant created(Pod pod) {
    return Instant.parse(pod.getMetadata().getCreationTimestamp());
  }

  Pod pod(String name) {
    return client.pods().inNamespace(name()).withName(name).require();
  }

  Duration awaitHeld(String pod) throws Exception {
    return await(pod + " is held", () -> isHeld(pod(pod)));
  }

  Duration awaitRunning(String pod) throws Exception {
    return await(pod + " runs", () -> isRunning(pod(pod)));
  }

  /** Waits until the pod says whether it passed, such as {@code False MultipleHeads}. */
  Duration awaitPassedSays(String pod, String statusAndReason) throws Exception {
    return await(
        pod + " says " + statusAndReason, () -> passedSays(pod(pod)).equals(statusAndReason));
  }

  static boolean isHeld(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(status -> status.getName().equals(GateNames.HOLD))
        .anyMatch(status -> status.getState().getRunning() != null);
  }

  static boolean isRunning(Pod pod) {
    return "Running".equals(pod.getStatus().getPhase());
  }

  static Optional<PodCondition> passed(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(GateNames.PASSED))
        .findFirst();
  }

  /** What is said of whether it passed, such as {@code False MultipleHeads}. */
  static String passedSays(Pod pod) {
    return passed(pod).map(c -> c.getStatus() + " " + c.getReason()).orElse("");
  }

  /** What the operator has told on an object. */
  List<Event> events(String kind, String name) {
    return client.v1().events().inNamespace(name()).list().getItems().stream()
        .filter(event -> "migration-gate".equals(event.getReportingComponent()))
        .filter(event -> event.getInvolvedObject().getKind().equals(kind))
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .toList();
  }

  List<String> eventReasons(String kind, String name) {
    return events(kind, name).stream().map(Event::getReason).sorted().toList();
  }

  /** Waits, for as long as a busy machine may take, and says how long that was. */
  Duration await(String what, Callable<Boolean> condition) throws Exception {
    Instant start = Instant.now();
    Duration waited = Duration.ZERO;
    while (!condition.call()) {
      if (waited.compareTo(PATIENCE) > 0) {
        throw new AssertionError("not after %s: %s%n%s".formatted(waited, what, situation()));
      }
      Thread.sleep(100);
      waited = Duration.between(start, Instant.now());
    }
    return waited;
  }

  private String situation() throws Exception {
    List<String> log = Files.readAllLines(log(scratch));
    return cluster.kubectl("get", "migrationgates,pods", "-o", "wide")
        + client.resources(MigrationGate.class).inNamespace(name()).list().getItems().stream()
            .map(gate -> gate.getMetadata().getName() + ": " + gate.getStatus())
            .toList()
        + "\n"
        + String.join("\n", log.subList(Math.max(0, log.size() - 30), log.size()));
  }

  Duration awaitSays(String gate, String type, String statusAndReason) throws Exception {
    return await(
        gate + " says " + type + " " + statusAndReason,
        () -> says(gate, type).equals(statusAndReason));
  }

  Duration awaitCounts(String gate, String kind, String name, String counts) throws Exception {
    return await(
        gate + " counts of " + name + " " + counts, () -> counts(gate, kind, name).equals(counts));
  }

  @Override
  public void close() throws Exception {
    operator.close();
    cluster.close();
    client.close();
  }
}
