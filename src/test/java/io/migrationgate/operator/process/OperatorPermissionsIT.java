package io.migrationgate.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.chart.HelmChart;
import io.migrationgate.cluster.Cluster;
import io.migrationgate.operator.RunningOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operator's role and the policy on its account as the chart has them, by a real API server:
 * what the operator does is allowed, what it must not do is refused.
 */
class OperatorPermissionsIT {

  /** Of the chart, in place of what is made of a release's name. */
  private static final String NAME = "migration-gate";

  private static Cluster cluster;
  private static String account;
  private static KubernetesClient client;

  @TempDir static Path temp;

  @BeforeAll
  static void install() throws Exception {
    HelmChart.required();
    cluster = Cluster.required().withResource();
    client = new KubernetesClientBuilder().build();
    // So that nobody but the policy refuses what it must.
    cluster.kubectl(
        "label",
        "namespace",
        cluster.namespace(),
        "pod-security.kubernetes.io/enforce=privileged",
        "--overwrite");
    account = "system:serviceaccount:" + cluster.namespace() + ":" + name();
    cluster.apply(rights(), temp);
    cluster.apply(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: shop}
        spec:
          chains: [{name: main, tool: Alembic, path: /app/alembic.ini}]
        """,
        temp);
    cluster.apply(APP, temp);
    cluster.apply(probe(), temp);
    // The API server takes a moment to know of a new policy.
    Cluster.await(
        () ->
            refusal("label", "pod", "app", "policy=probed").contains("ValidatingAdmissionPolicy"));
  }

  private static String name() {
    return NAME + "-operator";
  }

  /** What there is one of in the cluster has the namespace in its name. */
  private static String rights() throws Exception {
    StringBuilder all = new StringBuilder();
    for (String template : List.of("serviceaccount.yaml", "rbac.yaml", "admission-policy.yaml")) {
      all.append(
          HelmChart.ofTemplate(
              template, "gate", cluster.namespace(), "--set=fullnameOverride=" + NAME));
    }
    // A probe of this test may run any image.
    return all.toString().replaceFirst("expression: \"'migration-gate:[^']*'\"", "expression: \"''\"");
  }

  @AfterAll
  static void remove() throws Exception {
    if (cluster == null) {
      return;
    }
    Path file = Files.writeString(temp.resolve("rights.yaml"), rights());
    cluster.kubectl("delete", "--ignore-not-found", "-f", file.toString());
    client.close();
    cluster.close();
  }

  @ParameterizedTest
  @CsvSource({
    "get,migrationgates.migrationgate.io,yes",
    "watch,migrationgates.migrationgate.io,yes",
    "patch,migrationgates.migrationgate.io/status,yes",
    "patch,migrationgates.migrationgate.io,no",
    "delete,migrationgates.migrationgate.io,no",
    "get,secrets,no",
    "list,secrets,no",
    "create,secrets,no",
    "get,secrets/migration-gate-webhook-certificate,yes",
    "get,secrets/another,no",
    "get,configmaps,no",
    "create,pods/exec,no",
    "create,pods/eviction,yes",
    "update,pods,no",
    "update,deployments.apps,no",
    "get,deployments.apps,yes",
    "list,nodes,yes",
    "patch,nodes,no",
    "get,mutatingwebhookconfigurations.admissionregistration.k8s.io/ITS-OWN,yes",
    "patch,mutatingwebhookconfigurations.admissionregistration.k8s.io/another,no",
    "update,validatingadmissionpolicies.admissionregistration.k8s.io,no",
    "create,serviceaccounts/token,no",
    "update,leases.coordination.k8s.io/migration-gate,yes",
    "update,leases.coordination.k8s.io/another,no",
    "impersonate,users,no",
    "'*','*',no"
  })
  void mayDoWhatItNeedsAndNoMore(String verb, String resource, String expected) throws Exception {
    boolean subresource = resource.matches("pods/.*|.*/(status|token)");
    List<String> words = new ArrayList<>(List.of("auth", "can-i", verb));
    if (subresource) {
      words.add(resource.replaceFirst("/.*", ""));
      words.add("--subresource=" + resource.replaceFirst(".*/", ""));
    } else {
      words.add(resource.replace("ITS-OWN", NAME + "-" + cluster.namespace()));
    }
    assertThat(asOperator(words.toArray(String[]::new)).isEmpty())
        .isEqualTo(expected.equals("yes"));
  }

  @Test
  void noVerbAndNoResourceIsAWildcard() throws Exception {
    assertThat(rights().lines().filter(line -> line.matches(" *(- )?(verbs|resources|apiGroups):.*")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("*") && !line.contains("[pods/*]"));
  }

  @Test
  void mayAnnotateAndMarkAPod() throws Exception {
    allowed("annotate", "pod", "app", "migrationgate.io/release=released", "--overwrite");
    allowed("annotate", "pod", "app", "migrationgate.io/release-");
    for (PatchType type : List.of(PatchType.STRATEGIC_MERGE, PatchType.SERVER_SIDE_APPLY)) {
      patchStatus(
          type,
          """
          {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "app"}, "status": {"conditions": [
            {"type": "migrationgate.io/Passed", "status": "False", "reason": "MultipleHeads"}]}}""");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      annotations that begin with; {"metadata": {"annotations": {"example.org/a": "b"}}}
      annotations that begin with; {"metadata": {"annotations": {"example.org/kept": null}}}
      and nothing else; {"metadata": {"labels": {"a": "b"}}}
      and nothing else; {"metadata": {"finalizers": ["example.org/a"]}}
      and nothing else; {"spec": {"containers": [{"name": "app", "image": "localhost/another:1"}]}}
      and nothing else; {"spec": {"activeDeadlineSeconds": 5}}
      """)
  void mayChangeNothingElseOfAPod(String message, String patch) throws Exception {
    assertThat(refusal("patch", "pod", "app", "--type=strategic", "--patch", patch))
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      condition migrationgate.io/Passed; {"status": {"conditions": [{"type": "Ready", "status": "True"}]}}
      condition migrationgate.io/Passed; {"status": {"conditions": [{"type": "example.org/Own", "status": "True"}]}}
      only a condition; {"status": {"phase": "Succeeded"}}
      only a condition; {"status": {"podIP": "10.1.2.3"}}
      and nothing else; {"metadata": {"labels": {"a": "b"}}}
      annotations that begin with; {"metadata": {"annotations": {"example.org/a": "b"}}}
      """)
  void mayChangeNothingElseOfAStatus(String message, String patch) throws Exception {
    assertThatThrownBy(() -> patchStatus(PatchType.STRATEGIC_MERGE, patch))
        .hasMessageContaining(message);
  }

  @Test
  void mayMakeAndDeleteAProbe() throws Exception {
    String probe = probe().replace("name: probe-1", "name: probe-2");
    create(probe);
    allowed("delete", "pod", "probe-2", "--wait=false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      belong to its gate; migrationgate.io/probe: shop; app: shop
      no label; migrationgate.io/probe: shop; migrationgate.io/probe: shop, app: shop
      belong to its gate; kind: MigrationGate; kind: ReplicaSet
      runs the gate's check; gate, check; gate, hold
      runs the gate's check; 'args: [gate'; 'command: [sh], args: [gate'
      runs the gate's check; name: migration-gate-check; name: app
      no token; automountServiceAccountToken: false; automountServiceAccountToken: true
      no volumes of the node; 'emptyDir: {}'; 'hostPath: {path: /}'
      no volumes of the node; 'emptyDir: {}'; 'projected: {sources: [{serviceAccountToken: {path: t}}]}'
      confined; runAsNonRoot: true; runAsNonRoot: false
      confined; 'drop: [ALL]'; 'drop: [ALL], add: [NET_BIND_SERVICE]'
      confined; restartPolicy: Never; 'restartPolicy: Never, hostPID: true'
      end by itself; restartPolicy: Never; restartPolicy: Always
      end by itself; activeDeadlineSeconds: 60; activeDeadlineSeconds: 86400
      """)
  void mayMakeNoOtherPod(String message, String part, String instead) throws Exception {
    String probe = probe();
    assertThat(probe).contains(part);
    String other = probe.replace("name: probe-1", "name: probe-3").replace(part, instead);
    assertThatThrownBy(() -> create(other)).hasMessageContaining(message);
  }

  @Test
  void mayDeleteAndEvictNobodyElsesPod() throws Exception {
    assertThat(refusal("delete", "pod", "app", "--wait=false")).contains("delete only probes");
    assertThat(
            refusal(
                "create",
                "--raw",
                "/api/v1/namespaces/" + cluster.namespace() + "/pods/app/eviction",
                "--filename",
                Files.writeString(
                        temp.resolve("eviction"),
                        """
                        {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "app"}}""")
                    .toString()))
        .contains("by its uid");
  }

  /** With its own token, and nothing more than the manifests give. */
  @Test
  void runsWithTheseRights() throws Exception {
    String token = cluster.kubectl("create", "token", name()).strip();
    Path log = temp.resolve("log");
    try (RunningOperator operator =
        RunningOperator.start(
            cluster.namespace(),
            log,
            Map.of(
                "KUBECONFIG", kubeconfig(temp, client, token).toString(),
                "MIGRATION_GATE_LEADER_ELECTION", "true",
                "MIGRATION_GATE_WEBHOOK_ENABLED", "false",
                "MIGRATION_GATE_LOG_JSON", "false"))) {
      operator.awaitReady();
      Cluster.await(
          () ->
              cluster
                  .kubectl("get", "migrationgate", "shop", "-o", "jsonpath={.status.conditions}")
                  .contains("Ready"));
      operator.stop();
    }
    assertThat(Files.readString(log))
        .contains("gave back the lease")
        .doesNotContain("forbidden")
        .doesNotContain("permission is missing");
  }

  /** For an account of this cluster, by its token. */
  static Path kubeconfig(Path folder, KubernetesClient client, String token) throws Exception {
    String authority =
        Optional.ofNullable(client.getConfiguration().getCaCertData())
            .orElseGet(() -> read(Path.of(client.getConfiguration().getCaCertFile())));
    return Files.writeString(
        Files.createTempFile(folder, "kubeconfig", ""),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: %s}}]
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        current-context: c
        """
            .formatted(client.getConfiguration().getMasterUrl(), authority, token));
  }

  private static String read(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** kubectl would read it first, which the operator may not. */
  private static void patchStatus(PatchType type, String patch) {
    Config config =
        new ConfigBuilder(client.getConfiguration()).withImpersonateUsername(account).build();
    try (KubernetesClient operator = new KubernetesClientBuilder().withConfig(config).build()) {
      operator
          .pods()
          .inNamespace(cluster.namespace())
          .withName("app")
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(type)
                  .withFieldManager("migration-gate")
                  .withForce(type == PatchType.SERVER_SIDE_APPLY ? true : null)
                  .build(),
              patch);
    }
  }

  private static void create(String manifest) throws Exception {
    Path file = Files.writeString(Files.createTempFile(temp, "pod", ".yaml"), manifest);
    cluster.kubectl("create", "-f", file.toString(), "--as", account);
  }

  private static void allowed(String... words) throws Exception {
    assertThat(asOperator(words)).isEmpty();
  }

  private static String refusal(String... words) throws Exception {
    return asOperator(words).orElse("allowed");
  }

  /** What the API server says against it, if it does. */
  private static Optional<String> asOperator(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--as", account));
    try {
      cluster.kubectl(all.toArray(String[]::new));
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private static String probe() throws Exception {
    String uid = cluster.kubectl("get", "migrationgate", "shop", "-o", "jsonpath={.metadata.uid}");
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: probe-1
          labels: {migrationgate.io/probe: shop}
          ownerReferences:
          - {apiVersion: migrationgate.io/v1alpha1, kind: MigrationGate, name: shop, uid: %s}
        spec: {restartPolicy: Never, activeDeadlineSeconds: 60, automountServiceAccountToken: false,
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}},
          volumes: [{name: a, emptyDir: {}}],
          containers: [{name: migration-gate-check, image: localhost/none:1, imagePullPolicy: Never,
            args: [gate, check], env: [{name: DATABASE_URL, value: x}],
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}
        """
        .formatted(uid);
  }

  private static final String APP =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: app, annotations: {example.org/kept: here}}
      spec:
        securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
        containers:
        - name: app
          image: localhost/none:1
          imagePullPolicy: Never
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;
}
