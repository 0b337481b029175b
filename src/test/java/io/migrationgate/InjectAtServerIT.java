package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server says to the pods that inject makes; nothing is started there. */
class InjectAtServerIT {

  private static final String KUBECTL =
      System.getenv().getOrDefault("MIGRATION_GATE_KUBECTL", "kubectl");
  private static final String NAMESPACE =
      "gate-inject-" + UUID.randomUUID().toString().substring(0, 8);

  private static final String SPEC =
      """
      securityContext:
        runAsNonRoot: true
        seccompProfile: {type: RuntimeDefault}
      containers:
      - name: api
        image: registry.example.com/api:1
        securityContext:
          runAsUser: 1000
          allowPrivilegeEscalation: false
          capabilities: {drop: [ALL]}
      """;

  @TempDir static Path temp;

  @BeforeAll
  static void prepare() throws Exception {
    assumeTrue(System.getenv("KUBECONFIG") != null, "skipped: KUBECONFIG names no cluster to ask");
    assumeTrue(answers(), "skipped: " + KUBECTL + " reaches no API server with this KUBECONFIG");
    kubectl("", "create", "namespace", NAMESPACE);
    kubectl(
        "",
        "label",
        "namespace",
        NAMESPACE,
        "pod-security.kubernetes.io/enforce=restricted",
        "pod-security.kubernetes.io/warn=restricted");
    // The controller makes it a moment after the namespace, and pods are refused without.
    Run account = kubectl("", "-n", NAMESPACE, "create", "serviceaccount", "default");
    assertThat(account.exit == 0 || account.error.contains("already exists")).isTrue();
  }

  @AfterAll
  static void clear() throws Exception {
    if (System.getenv("KUBECONFIG") != null && answers()) {
      kubectl("", "delete", "namespace", NAMESPACE, "--wait=false", "--ignore-not-found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "image-volume"})
  void everyKindIsTakenWithoutAWarning(String mode) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")) {
      all.append(
          """
          apiVersion: apps/v1
          kind: %s
          metadata: {name: x}
          spec:
          %s  selector: {matchLabels: {app: x}}
            template:
              metadata: {labels: {app: x}}
              spec:
          %s---
          """
              .formatted(
                  kind, kind.equals("StatefulSet") ? "  serviceName: x\n" : "", SPEC.indent(6)));
    }
    all.append(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: x}
        spec:
          template:
            spec:
              restartPolicy: Never
        %s---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: x}
        spec:
          schedule: "0 0 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: OnFailure
        %s---
        %s"""
            .formatted(SPEC.indent(6), SPEC.indent(10), pod("x", "")));

    Run applied =
        kubectl(
            injected(all.toString(), "--mode", mode),
            "-n",
            NAMESPACE,
            "apply",
            "--dry-run=server",
            "-f",
            "-");

    assertThat(applied.exit).as(applied.error).isZero();
    assertThat(applied.error).isEmpty();
    assertThat(applied.output.lines()).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "BestEffort;''",
        "Burstable;requests: {memory: 64Mi}",
        "Guaranteed;limits: {cpu: 100m, memory: 64Mi}",
      },
      delimiter = ';')
  void thePodsQualityOfServiceStays(String quality, String resources) throws Exception {
    for (String mode : List.of("copy", "image-volume")) {
      assertThat(asked(injected(pod("x", resources), "--mode", mode), "{.status.qosClass}"))
          .isEqualTo(quality);
    }
  }

  @Test
  void theGateGetsNoToken() throws Exception {
    String mounts =
        asked(
            injected(pod("x", "")),
            "{range .spec.initContainers[*]}{.name}={range .volumeMounts[*]}{.name}@{.mountPath}"
                + " {end}{end}");
    String apps = asked(injected(pod("x", "")), "{.spec.containers[0].volumeMounts}");

    assertThat(apps).contains("kube-api-access");
    assertThat(mounts)
        .contains("migration-gate@/var/run/secrets/kubernetes.io/serviceaccount")
        .doesNotContain("kube-api-access");
  }

  @Test
  void fitsUnderALimitRangeAndAQuota() throws Exception {
    String bounded = NAMESPACE + "-bounded";
    kubectl("", "create", "namespace", bounded);
    try {
      kubectl("", "-n", bounded, "create", "serviceaccount", "default");
      kubectl(
          """
          apiVersion: v1
          kind: LimitRange
          metadata: {name: x}
          spec:
            limits:
            - type: Container
              default: {cpu: 300m, memory: 200Mi}
              defaultRequest: {cpu: 100m, memory: 100Mi}
              min: {cpu: 10m, memory: 32Mi}
              max: {cpu: "1", memory: 1Gi}
              maxLimitRequestRatio: {cpu: "4", memory: "4"}
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: x}
          spec:
            hard: {requests.cpu: "1", requests.memory: 1Gi, limits.cpu: "1", limits.memory: 1Gi}
          """,
          "-n",
          bounded,
          "apply",
          "-f",
          "-");
      for (String resources :
          List.of("", "requests: {memory: 64Mi}", "limits: {cpu: 100m, memory: 64Mi}")) {
        Run created =
            kubectl(
                injected(pod("x", resources)),
                "-n",
                bounded,
                "create",
                "--dry-run=server",
                "-f",
                "-");
        assertThat(created.exit).as(resources + ": " + created.error).isZero();
      }
    } finally {
      kubectl("", "delete", "namespace", bounded, "--wait=false");
    }
  }

  @Test
  void restartRulesAreKeptWhereTheServerKnowsThem() throws Exception {
    String metrics = kubectl("", "get", "--raw", "/metrics").output;
    assumeTrue(
        metrics.contains(
            "kubernetes_feature_enabled{name=\"RestartAllContainersOnContainerExits\",stage=\"BETA\"} 1"),
        "skipped: this API server restarts no whole pods in place");

    assertThat(
            asked(
                injected(pod("x", ""), "--recheck-on-crash"),
                "{.spec.containers[0].restartPolicyRules[0].action}"))
        .isEqualTo("RestartAllContainers");
  }

  private static String pod(String name, String resources) {
    String spec = resources.isEmpty() ? SPEC : SPEC + "  resources:\n" + resources.indent(4);
    return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: " + name + "\nspec:\n" + spec.indent(2);
  }

  private static String injected(String manifest, String... options) throws Exception {
    Path file = Files.writeString(Files.createTempFile(temp, "manifest", ".yaml"), manifest);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "inject",
                "-f",
                file.toString(),
                "--image",
                "registry.example.com/migration-gate:1",
                "--chain",
                "path=/app/alembic.ini"));
    arguments.addAll(List.of(options));
    PackagedCommand run = PackagedCommand.run(temp, Map.of(), arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.error()).isZero();
    return run.output();
  }

  /** What the server would make of it. */
  private static String asked(String manifest, String path) throws Exception {
    Run created =
        kubectl(
            manifest,
            "-n",
            NAMESPACE,
            "create",
            "--dry-run=server",
            "-o",
            "jsonpath=" + path,
            "-f",
            "-");
    assertThat(created.exit).as(created.error).isZero();
    return created.output;
  }

  private record Run(int exit, String output, String error) {}

  private static boolean answers() throws Exception {
    try {
      return kubectl("", "get", "--raw", "/readyz").exit == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static Run kubectl(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(KUBECTL, "--request-timeout=30s"));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(Files.createTempFile(temp, "in", ""), input);
    Path out = Files.createTempFile(temp, "out", "");
    Path err = Files.createTempFile(temp, "err", "");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
