package io.migrationgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The part of the demo that takes a cluster, without one: {@code Demo DISTRIBUTION CRD SCRATCH GOOD
 * FORKED MENDED}, the last three being what three images hold.
 */
final class Demo implements AutoCloseable {

  private static final String NAMESPACE = "demo";
  private static final String GATE = "basketball-api";
  private static final String PODS = "api/v1/pods";
  private static final String GATES = "apis/migrationgate.io/v1alpha1/migrationgates";

  private final YAMLMapper yaml = new YAMLMapper();
  private final Path command;
  private final Path crd;
  private final Path scratch;
  private final Path kubeconfig;
  private final ApiServerInMemory server;
  private final PretendedKubelet kubelet;
  private final List<Process> processes = new ArrayList<>();

  private Demo(Path distribution, Path crd, Path scratch) throws IOException {
    this.command = distribution.resolve("bin/migration-gate");
    this.crd = crd;
    this.scratch = scratch;
    this.server = ApiServerInMemory.start();
    this.kubeconfig =
        Files.writeString(scratch.resolve("kubeconfig"), server.kubeconfig(NAMESPACE));
    this.kubelet = new PretendedKubelet(server.objects(), command, scratch);
  }

  public static void main(String[] args) throws Exception {
    Path scratch = Path.of(args[2]);
    try (Demo demo = new Demo(Path.of(args[0]), Path.of(args[1]), scratch)) {
      demo.tell(Path.of(args[3]), Path.of(args[4]), Path.of(args[5]));
    } catch (IllegalStateException failed) {
      System.err.println("demo: " + failed.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private void tell(Path good, Path forked, Path mended) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    startOperator();
    apply(
        GATES,
        """
        metadata: {name: %s}
        spec: {chains: [{name: main, tool: Alembic, path: /alembic.ini}]}
        """
            .formatted(GATE));
    apply(
        "apis/apps/v1/deployments",
        """
        metadata: {name: basketball-api}
        spec:
          replicas: 1
          selector: {matchLabels: {app: basketball-api}}
          strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0}}
        """);

    say("A pod with a good image. Its gate is two processes, check and hold; the app comes after:");
    Address old = startPod("1", good);
    await("the first pod runs", () -> runs(old));
    print(kubelet.log(old, "hold"));
    await("the operator has seen it", this::isReady);
    showPods();

    say("The image with the two heads is rolled out. Its app is not started, and does not crash:");
    Address held = startPod("2", forked);
    await("the operator has seen the second pod", () -> !isReady());
    await("hold says why", () -> kubelet.log(held, "hold").toFile().length() > 0);
    print(kubelet.log(held, "hold"));
    showPods();
    showGates();
    show("explain", GATE);

    say("Break-glass: somebody who knows better lets it go, in spec, with a reason and an end:");
    show("release", GATE, "--reason", "hotfix, see incident 42", "--for", "10m");
    await("the held pod is released", () -> runs(held));
    print(kubelet.log(held, "hold"), "Released");
    showPods();

    say("The better way: the image with the merge revision of above, and no release any more:");
    show("release", GATE, "--end");
    Address fixed = startPod("3", mended);
    await("the third pod runs", () -> runs(fixed));
    forget(held);
    forget(old);
    await("the operator has seen it", () -> status("heads").equals("1") && isReady());
    showPods();
    showGates();
  }

  private void startOperator() throws Exception {
    try (ServerSocket management = new ServerSocket(0)) {
      ProcessBuilder builder =
          new ProcessBuilder(command.toString(), "operator")
              .redirectErrorStream(true)
              .redirectOutput(scratch.resolve("operator.log").toFile());
      var environment = builder.environment();
      environment.put("KUBECONFIG", kubeconfig.toString());
      environment.put("MIGRATION_GATE_NAMESPACES", NAMESPACE);
      environment.put("MIGRATION_GATE_OWN_NAMESPACE", NAMESPACE);
      environment.put("MIGRATION_GATE_LEADER_ELECTION", "false");
      environment.put("MIGRATION_GATE_WEBHOOK_ENABLED", "false");
      environment.put("MIGRATION_GATE_LOG_JSON", "false");
      environment.put("QUARKUS_HTTP_SSL_PORT", "0");
      environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management.getLocalPort()));
      management.close();
      processes.add(builder.start());
    }
  }

  private Address startPod(String revision, Path image) throws Exception {
    ObjectNode set =
        apply(
            "apis/apps/v1/replicasets",
            """
            metadata:
              name: basketball-api-%s
              labels: {app: basketball-api}
              annotations: {deployment.kubernetes.io/revision: "%s"}
              ownerReferences: [%s]
            spec:
              replicas: 1
              template: {spec: {containers: [{name: api, image: "basketball-api:%s"}]}}
            """
                .formatted(
                    revision,
                    revision,
                    owner("Deployment", "apis/apps/v1/deployments", "basketball-api"),
                    revision));
    Address pod = address(PODS, set.at("/metadata/name").asText() + "-x7k2p");
    apply(
        PODS,
        """
        metadata:
          name: %s
          labels: {app: basketball-api, migrationgate.io/gate: %s, pod-template-hash: "%s"}
          ownerReferences: [%s]
        spec:
          initContainers:
          - {name: migration-gate-check, image: migration-gate}
          - {name: migration-gate-hold, image: migration-gate}
          containers:
          - {name: api, image: "basketball-api:%s"}
        status: {phase: Pending}
        """
            .formatted(
                pod.name(),
                GATE,
                revision,
                owner("ReplicaSet", "apis/apps/v1/replicasets", set.at("/metadata/name").asText()),
                revision));
    kubelet.run(pod, image);
    return pod;
  }

  private String owner(String kind, String type, String name) {
    return "{apiVersion: apps/v1, kind: %s, name: %s, uid: %s, controller: true}"
        .formatted(
            kind,
            name,
            server.objects().get(address(type, name)).orElseThrow().at("/metadata/uid").asText());
  }

  private ObjectNode apply(String type, String manifest) throws IOException {
    return server.objects().create(address(type, ""), (ObjectNode) yaml.readTree(manifest));
  }

  private static Address address(String type, String name) {
    return Address.of(type, NAMESPACE, name);
  }

  /** The Deployment would have, with a pod to follow it. */
  private void forget(Address pod) {
    var unused = server.objects().delete(pod);
  }

  private boolean runs(Address pod) {
    return server.objects().get(pod).orElseThrow().at("/status/phase").asText().equals("Running");
  }

  /** Whether the operator says that pods may start. */
  private boolean isReady() {
    for (JsonNode condition : gate().at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private String status(String field) {
    return gate().at("/status").path(field).asText();
  }

  private ObjectNode gate() {
    return server.objects().get(address(GATES, GATE)).orElseThrow();
  }

  private void await(String what, BooleanSupplier fact) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      if (fact.getAsBoolean()) {
        return;
      }
      for (Process process : processes) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the operator has ended: " + operatorLog());
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        "a minute is over, and not yet: " + what + "\n" + operatorLog());
  }

  private String operatorLog() throws IOException {
    return Files.readString(scratch.resolve("operator.log"));
  }

  private static void say(String text) {
    boolean terminal = System.console() != null && System.getenv("NO_COLOR") == null;
    System.out.println("\n" + (terminal ? "\033[1m" + text + "\033[0m" : text));
  }

  private void show(String... arguments) throws Exception {
    System.out.println("$ migration-gate " + String.join(" ", quoted(arguments)));
    System.out.flush();
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    int exit = builder.start().waitFor();
    // A gate that blocks is part of the story.
    if (exit > 1) {
      throw new IllegalStateException(
          "migration-gate %s ended with %d".formatted(arguments[0], exit));
    }
  }

  private static List<String> quoted(String... arguments) {
    List<String> quoted = new ArrayList<>();
    for (String argument : arguments) {
      quoted.add(argument.contains(" ") ? "'" + argument + "'" : argument);
    }
    return quoted;
  }

  private void showGates() throws IOException {
    System.out.println("$ kubectl get migrationgates");
    Table.of(crd, server.objects().all(address(GATES, ""))).print();
  }

  private void showPods() {
    System.out.println("$ kubectl get pods");
    Table.ofPods(server.objects().all(address(PODS, ""))).print();
  }

  private static void print(Path log) throws IOException {
    print(log, "");
  }

  private static void print(Path log, String with) throws IOException {
    Files.readString(log).lines().filter(line -> line.contains(with)).forEach(System.out::println);
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    server.close();
  }
}
