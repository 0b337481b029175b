package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.migrationgate.image.ContainerEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server makes of pods with the webhook beside it. */
class WebhookIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String HOLD = "migration-gate-hold";

  @TempDir static Path scratch;

  private static Kubectl kubectl;
  private static WebhookInstallation installation;
  private static OperatorReplica operator;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("webhook");
    installation = WebhookInstallation.of(kubectl, scratch);
    operator = installation.start(Map.of());
    installation.configure(operator.port());
    kubectl.must("apply", "-f", file(gate("api", "")));
    Cluster.await(() -> isGated(made(pod("api"))));
  }

  @AfterAll
  static void clear() throws Exception {
    if (installation != null) {
      installation.close();
    }
    if (kubectl != null) {
      kubectl.run("delete", "pods", "--all", "--force", "--grace-period=0");
      kubectl.close();
    }
  }

  /** But for the gate, the pod is the one that the server makes without a webhook. */
  @Test
  void leavesEverythingElse() throws Exception {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          generateName: api-
          labels: {migrationgate.io/gate: api, app: api}
          annotations: {example.com/note: keep}
        spec:
          imagePullSecrets: [{name: registry}]
          securityContext: {runAsNonRoot: true, runAsUser: 1000, fsGroup: 2000}
          hostAliases: [{ip: 10.0.0.1, hostnames: [db]}]
          volumes: [{name: tmp, emptyDir: {}}]
          initContainers:
          - {name: agent, image: "agent:1", restartPolicy: Always}
          - {name: migrate, image: "api:1", env: [{name: A, value: b}]}
          containers:
          - {name: api, image: "api:1", resources: {limits: {cpu: 1, memory: 1Gi}}}
        """;

    JsonNode gated = made(pod);
    JsonNode plain = made(pod.replace("migrationgate.io/gate: api, ", ""));

    assertThat(isGated(gated)).isTrue();
    assertThat(names(gated.at("/spec/initContainers")))
        .endsWith(HOLD, "agent", "migrate")
        .first()
        .asString()
        .startsWith("migration-gate-");
    withoutGate(gated);
    for (JsonNode one : List.of(gated, plain)) {
      ((ObjectNode) one.get("metadata"))
          .remove(List.of("uid", "name", "creationTimestamp", "managedFields"));
      withoutToken(one);
    }
    assertThat(gated).isEqualTo(plain);
  }

  @Test
  void saysWhoseContainersTheyAre() throws Exception {
    String uid = kubectl.must("get", "migrationgate", "api", "-o", "jsonpath={.metadata.uid}");

    assertThat(made(pod("api")).at("/metadata/annotations/migrationgate.io~1gate-uid").asText())
        .isEqualTo(uid);
  }

  @Test
  void warnsWhereThereIsNoGate() throws Exception {
    Kubectl.Run run = create(pod("nobody"));

    assertThat(run.exit()).isZero();
    assertThat(run.error())
        .contains(
            "Warning: there is no MigrationGate nobody in "
                + kubectl.namespace()
                + ": the pod starts without the gate");
    assertThat(isGated(JSON.readTree(run.output()))).isFalse();
  }

  @Test
  void warnsWhereTheGateDoesNotFit() throws Exception {
    kubectl.must("apply", "-f", file(gate("elsewhere", ", container: web")));

    Kubectl.Run run = create(pod("elsewhere"));

    assertThat(run.exit()).isZero();
    assertThat(run.error()).contains("Warning: MigrationGate elsewhere does not fit, there is no");
  }

  @Test
  void releasesNewPodsAtOnce() throws Exception {
    kubectl.must(
        "apply",
        "-f",
        file(
            gate("released", "")
                + "  releases: [{reason: incident 42, until: '2099-01-01T00:00:00Z'}]\n"));

    Cluster.await(
        () ->
            made(pod("released"))
                .at("/metadata/annotations/migrationgate.io~1release")
                .asText()
                .equals("incident 42"));
  }

  /** As it is when somebody creates both, and the pods are quicker. */
  @Test
  void waitsAMomentForAGate() throws Exception {
    String pod = file(pod("late"));
    CompletableFuture<Kubectl.Run> created =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return kubectl.run("create", "--dry-run=server", "-o", "json", "-f", pod);
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
    Thread.sleep(600);
    kubectl.must("create", "-f", file(gate("late", "")));

    assertThat(isGated(JSON.readTree(created.get().output()))).isTrue();
  }

  /** Helm makes Deployments before custom resources, whatever their order in the chart. */
  @Test
  void isThereInTimeForHelm() throws Exception {
    assumeTrue(hasHelm(), "skipped: there is no helm");
    for (int i = 0; i < 5; i++) {
      String name = "helm-" + i;
      Path chart = Files.createDirectories(scratch.resolve(name).resolve("templates")).getParent();
      Files.writeString(
          chart.resolve("Chart.yaml"),
          "apiVersion: v2\nname: %s\nversion: 1.0.0\n".formatted(name));
      Files.writeString(chart.resolve("templates/a.yaml"), deployment(name, "api:1"));
      Files.writeString(chart.resolve("templates/b.yaml"), gate(name, ""));
      helm("install", name, chart.toString());

      Cluster.await(() -> !pods(name).isEmpty());
      assertThat(pods(name)).allMatch(WebhookIT::isGated);
      kubectl.must("delete", "deployment", name, "--wait=false");
    }
  }

  @Test
  void podsRunWithTheGate() throws Exception {
    try (Cluster cluster = Cluster.required()) {
      var unused = AppImages.on(cluster, ContainerEngine.required(), scratch);
    }
    for (String mode : List.of("Copy", "ImageVolume", "Auto")) {
      String name = "runs-" + mode.toLowerCase(Locale.ROOT);
      kubectl.must("apply", "-f", file(gate(name, "") + "  injection: {mode: " + mode + "}\n"));
      kubectl.must("apply", "-f", file(deployment(name, AppImages.GOOD)));
      Cluster.await(() -> phases(name).equals("Running"));
      assertThat(message(name, "migration-gate-check")).startsWith("migration-gate/1 Pass");

      String forked = "forked-" + mode.toLowerCase(Locale.ROOT);
      kubectl.must("apply", "-f", file(gate(forked, "") + "  injection: {mode: " + mode + "}\n"));
      kubectl.must("apply", "-f", file(deployment(forked, AppImages.FORKED)));
      Cluster.await(
          () -> message(forked, "migration-gate-check").startsWith("migration-gate/1 Blocked"));
      assertThat(phases(forked)).isEqualTo("Pending");
      kubectl.must("delete", "deployment", name, forked, "--wait=false");
    }
  }

  @Test
  void strictRefusesWhatHasNoGate() throws Exception {
    installation.refuseUngated();
    try {
      // A policy is heeded some time after it was made.
      Cluster.await(() -> create(pod("missing")).exit() != 0);
      assertThat(create(pod("missing")).error())
          .contains("must have the init containers migration-gate-check and migration-gate-hold")
          .contains("migrationgate.io/gate=missing");
      assertThat(create(pod("api")).exit()).isZero();
      assertThat(create(pod("missing").replace("migrationgate.io/gate", "a")).exit()).isZero();
      assertThat(create(pod("missing").replace("spec:\n", "spec:\n  os: {name: windows}\n")).exit())
          .isZero();
      // Names alone are not the gate.
      assertThat(
              create(
                      pod("missing")
                          .replace(
                              "spec:\n",
                              """
                              spec:
                                initContainers:
                                - {name: migration-gate-check, image: "x:1"}
                                - {name: migration-gate-hold, image: "x:1"}
                              """))
                  .exit())
          .isNotZero();
    } finally {
      kubectl.must("delete", "validatingadmissionpolicybinding", installation.name());
    }
    Cluster.await(() -> create(pod("missing")).exit() == 0);
  }

  @Test
  void answersReviewsAndNothingElse() throws Exception {
    assertThat(asked("POST", "/inject", "{}")).isEqualTo(400);
    assertThat(asked("POST", "/inject", "")).isEqualTo(400);
    assertThat(asked("POST", "/inject", "x".repeat(5 << 20))).isEqualTo(413);
    assertThat(asked("GET", "/inject", "")).isEqualTo(405);
    assertThat(asked("GET", "/q/health", "")).isEqualTo(404);
    assertThat(asked("GET", "/q/metrics", "")).isEqualTo(404);
  }

  private static int asked(String method, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(installation.trusting()).build()) {
      URI address = URI.create("https://" + installation.host() + ":" + operator.port() + path);
      return client
          .send(
              HttpRequest.newBuilder(address)
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }

  private static String pod(String gate) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          generateName: api-
          labels: {migrationgate.io/gate: %s}
        spec:
          containers:
          - {name: api, image: "api:1"}
        """
        .formatted(gate);
  }

  private static String gate(String name, String more) {
    return """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: %s}
        spec:
          chains: [{name: main, path: /app/alembic.ini%s}]
        """
        .formatted(name, more);
  }

  private static String deployment(String name, String image) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s}
        spec:
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s, migrationgate.io/gate: %s}}
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - {name: api, image: "%s", imagePullPolicy: Never, command: [/busybox, sleep, "3000"]}
        """
        .formatted(name, name, name, name, image);
  }

  private static Kubectl.Run create(String pod) throws Exception {
    return kubectl.run("create", "--dry-run=server", "-o", "json", "-f", file(pod));
  }

  private static JsonNode made(String pod) throws Exception {
    Kubectl.Run run = create(pod);
    assertThat(run.exit()).as(run.error()).isZero();
    return JSON.readTree(run.output());
  }

  private static String file(String manifest) throws IOException {
    return Files.writeString(Files.createTempFile(scratch, "manifest", ".yaml"), manifest)
        .toString();
  }

  static boolean isGated(JsonNode pod) {
    return names(pod.at("/spec/initContainers")).contains(HOLD);
  }

  private static List<String> names(JsonNode containers) {
    List<String> names = new ArrayList<>();
    containers.forEach(container -> names.add(container.get("name").asText()));
    return names;
  }

  private static void withoutGate(JsonNode pod) {
    remove(pod.at("/spec/initContainers"));
    remove(pod.at("/spec/volumes"));
    ObjectNode metadata = (ObjectNode) pod.get("metadata");
    ((ObjectNode) metadata.get("annotations"))
        .remove(List.of("migrationgate.io/gate-uid", "migrationgate.io/injected"));
    ((ObjectNode) metadata.get("labels")).remove("migrationgate.io/gate");
  }

  private static void remove(JsonNode list) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).get("name").asText().startsWith("migration-gate")) {
        ((ArrayNode) list).remove(i);
      }
    }
  }

  /** The server gives the token's volume a name by chance. */
  private static void withoutToken(JsonNode pod) {
    String text = pod.toString();
    Matcher name = Pattern.compile("kube-api-access-\\w+").matcher(text);
    if (name.find()) {
      for (JsonNode list : List.of(pod.at("/spec/initContainers"), pod.at("/spec/containers"))) {
        for (JsonNode container : list) {
          container.at("/volumeMounts").forEach(mount -> rename(mount, name.group()));
        }
      }
      pod.at("/spec/volumes").forEach(volume -> rename(volume, name.group()));
    }
  }

  private static void rename(JsonNode object, String name) {
    if (object.get("name").asText().equals(name)) {
      ((ObjectNode) object).put("name", "token");
    }
  }

  private static List<JsonNode> pods(String app) throws Exception {
    List<JsonNode> pods = new ArrayList<>();
    JSON.readTree(kubectl.must("get", "pods", "-l", "app=" + app, "-o", "json"))
        .get("items")
        .forEach(pods::add);
    return pods;
  }

  private static String phases(String app) throws Exception {
    return kubectl.must(
        "get", "pods", "-l", "app=" + app, "-o", "jsonpath={.items[*].status.phase}");
  }

  private static String message(String app, String container) throws Exception {
    return kubectl.must(
        "get",
        "pods",
        "-l",
        "app=" + app,
        "-o",
        "jsonpath={.items[*].status.initContainerStatuses[?(@.name==\""
            + container
            + "\")].state.terminated.message}");
  }

  private static boolean hasHelm() throws InterruptedException {
    try {
      return new ProcessBuilder("helm", "version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static void helm(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("helm", "--namespace", kubectl.namespace()));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile(scratch, "helm", "");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(out)).isZero();
  }
}
