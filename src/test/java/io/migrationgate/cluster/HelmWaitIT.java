package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code helm upgrade --wait} makes of a gate in the chart of an app. */
class HelmWaitIT {

  private static final String GATE =
      """
      apiVersion: migrationgate.io/v1alpha1
      kind: MigrationGate
      metadata: {name: api, labels: {round: "{{ .Values.round }}"}}
      spec:
        chains:
        - {name: main, tool: Alembic, path: /app/alembic.ini}
      """;

  @TempDir static Path temp;

  private static Cluster cluster;
  private static int round;

  @BeforeAll
  static void install() throws Exception {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "helm")));
    assumeTrue(there, "no Helm here: what it makes of gates is not seen");
    cluster = Cluster.required().withResource();
    Files.createDirectories(temp.resolve("chart/templates"));
    Files.writeString(
        temp.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: app\nversion: 0.1.0\n");
    Files.writeString(temp.resolve("chart/templates/gate.yaml"), GATE);
    Helm installed = helm("install");
    assertThat(installed.exit()).as(installed.output()).isZero();
    assumeTrue(
        helm("version").output().contains("v4."), "Helm is not 4: it waits for no custom resource");
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void waitsForAGateThatHoldsAndSaysWhy() throws Exception {
    status("Ready", "False", "MultipleHeads", "chain main has 2 heads");
    Helm upgraded = helm("upgrade");

    assertThat(upgraded.exit()).isNotZero();
    assertThat(upgraded.output()).contains("status: InProgress, message: chain main has 2 heads");
  }

  @Test
  void waitsForAGateWithoutPods() throws Exception {
    status("Ready", "Unknown", "NoPods", "no pod is labelled");
    Helm upgraded = helm("upgrade");

    assertThat(upgraded.exit()).isNotZero();
    assertThat(upgraded.output()).contains("status: InProgress, message: no pod is labelled");
  }

  @Test
  void failsOnAGateThatCannotStart() throws Exception {
    status("Stalled", "True", "GateCannotStart", "the gate itself cannot start");
    Helm upgraded = helm("upgrade");

    assertThat(upgraded.exit()).isNotZero();
    assertThat(upgraded.output()).contains("status: Failed, message: the gate itself cannot start");
  }

  @Test
  void goesOnWithAGateThatIsReadyAndLeavesItsReleasesAlone() throws Exception {
    cluster.kubectl(
        "patch",
        "migrationgate",
        "api",
        "--type=merge",
        "--patch={\"spec\":{\"releases\":[{\"reason\":\"a test\",\"until\":\"2099-01-01T00:00:00Z\"}]}}");
    status("Ready", "True", "Released", "somebody said so");
    Helm upgraded = helm("upgrade");

    assertThat(upgraded.exit()).as(upgraded.output()).isZero();
    assertThat(cluster.kubectl("get", "migrationgate", "api", "-o", "jsonpath={.spec.releases}"))
        .contains("a test");
  }

  /** As the operator would have published it. */
  private static void status(String type, String status, String reason, String message)
      throws Exception {
    String generation =
        cluster.kubectl("get", "migrationgate", "api", "-o", "jsonpath={.metadata.generation}");
    cluster.kubectl(
        "patch",
        "migrationgate",
        "api",
        "--subresource=status",
        "--type=merge",
        """
        --patch={"status": {"observedGeneration": %s, "conditions": [{"type": "%s", "status": "%s",\
         "reason": "%s", "message": "%s", "lastTransitionTime": "2026-11-21T10:00:00Z"}]}}"""
            .formatted(generation, type, status, reason, message));
  }

  private static Helm helm(String action) throws Exception {
    List<String> words = new ArrayList<>(List.of("helm", action));
    if (!action.equals("version")) {
      round++;
      words.addAll(
          List.of(
              "app",
              temp.resolve("chart").toString(),
              "--namespace=" + cluster.namespace(),
              "--set-string=round=" + round));
    }
    if (action.equals("upgrade")) {
      words.addAll(List.of("--wait", "--timeout=10s"));
    }
    Path out = Files.createTempFile(temp, "helm", "");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Helm(process.exitValue(), Files.readString(out));
  }

  private record Helm(int exit, String output) {}
}
