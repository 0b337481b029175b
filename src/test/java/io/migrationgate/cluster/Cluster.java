package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A namespace, with restricted Pod Security, of the cluster that {@code KUBECONFIG} names. {@code
 * MIGRATION_GATE_LOAD_IMAGE} is a command that puts an image of the local engine on its nodes, and
 * {@code MIGRATION_GATE_CLUSTER_PART}, if it is set, one that takes {@code kill node1} and {@code
 * start node1}.
 */
public final class Cluster implements AutoCloseable {

  private static final String KUBECTL =
      System.getenv().getOrDefault("MIGRATION_GATE_KUBECTL", "kubectl");

  private static final Path RESOURCE =
      Path.of("crds/migrationgates.migrationgate.io.yaml").toAbsolutePath();

  private final String namespace = "gate-" + UUID.randomUUID().toString().substring(0, 8);

  private Cluster() {}

  /** Without one the test is skipped. */
  public static Cluster required() throws Exception {
    assumeTrue(isSet("KUBECONFIG"), "skipped: KUBECONFIG names no cluster");
    assumeTrue(
        isSet("MIGRATION_GATE_LOAD_IMAGE"),
        "skipped: MIGRATION_GATE_LOAD_IMAGE names no command that puts an image on the nodes");
    assumeTrue(
        run(KUBECTL, "get", "namespaces").exit() == 0,
        "skipped: " + KUBECTL + " reaches no API server with this KUBECONFIG");
    Cluster cluster = new Cluster();
    cluster.kubectl("create", "namespace", cluster.namespace);
    cluster.kubectl(
        "label", "namespace", cluster.namespace, "pod-security.kubernetes.io/enforce=restricted");
    await(() -> cluster.find("get", "serviceaccount", "default").isPresent());
    return cluster;
  }

  public String namespace() {
    return namespace;
  }

  /** With the resource as it stands in these sources. */
  public Cluster withResource() throws Exception {
    kubectl("apply", "--server-side", "--force-conflicts", "--filename", RESOURCE.toString());
    kubectl("wait", "--for=condition=Established", "crd/migrationgates.migrationgate.io");
    return this;
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }

  void load(String image) throws Exception {
    Run run = run(System.getenv("MIGRATION_GATE_LOAD_IMAGE"), image);
    if (run.exit() != 0) {
      throw new IOException("cannot put " + image + " on the nodes: " + run);
    }
  }

  /** Whether its nodes can be restarted. */
  public static boolean hasPartsToBreak() {
    return isSet("MIGRATION_GATE_CLUSTER_PART");
  }

  /**
   * Kills a node and starts it, until something has come true there. One start may not be enough: a
   * node goes down again where what it runs on is not up in time.
   */
  static void restart(String node, Callable<Boolean> condition) throws Exception {
    part("kill", node);
    for (int starts = 0; starts < 10; starts++) {
      part("start", node);
      for (int tries = 0; tries < 60; tries++) {
        if (condition.call()) {
          return;
        }
        Thread.sleep(500);
      }
    }
    throw new IOException(node + " does not come back");
  }

  /** Stops, starts or kills a part of the cluster. */
  public static void part(String action, String name) throws Exception {
    Run run = run(System.getenv("MIGRATION_GATE_CLUSTER_PART"), action, name);
    if (run.exit() != 0) {
      throw new IOException("cannot " + action + " " + name + ": " + run);
    }
  }

  public void apply(String manifest, Path scratch) throws Exception {
    Path file = Files.writeString(Files.createTempFile(scratch, "manifest", ".yaml"), manifest);
    kubectl("apply", "-f", file.toString());
  }

  /** Something of a pod, by a JSON path; nothing where it is not there. */
  String pod(String name, String path) throws Exception {
    return find("get", "pod", name, "-o", "jsonpath={" + path + "}").orElse("");
  }

  /** Of a container of the gate. */
  String initStatus(String pod, String container, String path) throws Exception {
    return pod(pod, ".status.initContainerStatuses[?(@.name==\"" + container + "\")]" + path);
  }

  public String kubectl(String... arguments) throws Exception {
    Run run = inNamespace(arguments);
    if (run.exit() != 0) {
      throw new IOException("kubectl " + String.join(" ", arguments) + ": " + run);
    }
    return run.output();
  }

  private Optional<String> find(String... arguments) throws Exception {
    Run run = inNamespace(arguments);
    return run.exit() == 0 ? Optional.of(run.output()) : Optional.empty();
  }

  private Run inNamespace(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(KUBECTL, "--namespace", namespace));
    words.addAll(List.of(arguments));
    return run(words.toArray(String[]::new));
  }

  /** Waits, for as long as a busy machine may take. */
  public static void await(Callable<Boolean> condition) throws Exception {
    for (int tries = 0; !condition.call(); tries++) {
      assertThat(tries).as("tries, of half a second each").isLessThan(300);
      Thread.sleep(500);
    }
  }

  @Override
  public void close() throws Exception {
    inNamespace("delete", "pods", "--all", "--force", "--grace-period=0");
    inNamespace("delete", "namespace", namespace, "--wait=false");
  }

  private static Run run(String... words) throws Exception {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroy();
        throw new IOException("no end after five minutes: " + String.join(" ", words));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private record Run(int exit, String output, String error) {}
}
