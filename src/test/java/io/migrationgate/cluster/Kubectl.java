package io.migrationgate.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** {@code kubectl} in a namespace of its own, of the cluster that {@code KUBECONFIG} names. */
final class Kubectl implements AutoCloseable {

  private static final String PROGRAM =
      System.getenv().getOrDefault("MIGRATION_GATE_KUBECTL", "kubectl");
  private static final Path RESOURCE = Path.of("crds/migrationgates.migrationgate.io.yaml");

  private final String namespace;
  private final String path;

  private Kubectl(String namespace, String path) {
    this.namespace = namespace;
    this.path = path;
  }

  /** What became of a command. */
  record Run(int exit, String output, String error) {}

  /** With the resource as it stands here. Without a cluster the test is skipped. */
  static Kubectl withResource(String purpose) throws Exception {
    assumeTrue(System.getenv("KUBECONFIG") != null, "skipped: KUBECONFIG names no cluster");
    Kubectl kubectl =
        new Kubectl(
            "gate-" + purpose + "-" + UUID.randomUUID().toString().substring(0, 8),
            System.getenv().getOrDefault("PATH", ""));
    assumeTrue(
        kubectl.run("get", "namespaces").exit() == 0,
        "skipped: " + PROGRAM + " reaches no API server with this KUBECONFIG");
    kubectl.must(
        "apply", "--server-side", "--force-conflicts", "-f", RESOURCE.toAbsolutePath().toString());
    kubectl.must("wait", "--for=condition=Established", "crd/migrationgates.migrationgate.io");
    kubectl.must("create", "namespace", kubectl.namespace);
    return kubectl;
  }

  String namespace() {
    return namespace;
  }

  /** With plugins that are in this folder. A plugin finds the namespace behind its own words. */
  Kubectl withPath(Path folder) {
    return new Kubectl(namespace, folder + ":" + path);
  }

  /** Runs it where it cannot fail but by a mistake of the test. */
  String must(String... arguments) throws Exception {
    Run run = run(arguments);
    if (run.exit() != 0) {
      throw new IOException("kubectl " + String.join(" ", arguments) + ": " + run.error());
    }
    return run.output();
  }

  Run run(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(PROGRAM));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--namespace", namespace));
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("PATH", path);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroy();
        throw new IOException("no end after two minutes: " + String.join(" ", words));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public void close() throws Exception {
    run("delete", "namespace", namespace, "--wait=false");
  }
}
