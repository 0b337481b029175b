package io.migrationgate.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.chart.HelmChart;
import io.migrationgate.cluster.Cluster;
import io.migrationgate.core.injection.Enforcement;
import io.migrationgate.core.injection.FileSource;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.GateResources;
import io.migrationgate.core.injection.GateUser;
import io.migrationgate.core.injection.InjectedChain;
import io.migrationgate.core.injection.InjectedDatabase;
import io.migrationgate.core.injection.InjectionSettings;
import io.migrationgate.core.injection.ProbeSpec;
import io.migrationgate.core.injection.WhenTimedOut;
import io.migrationgate.core.injection.WhenUnknown;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator's role and the policy on its account as the chart has them, by a real API server:
 * what the operator does is allowed, what it must not do is refused.
 */
class OperatorPermissionsIT {

  /** Of the chart, in place of what is made of a release's name. */
  private static final String NAME = "migration-gate";

  /** What it stands for is never pulled. */
  private static final String IMAGE = "localhost/none:1";

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
              template,
              "gate",
              cluster.namespace(),
              "--set=fullnameOverride=" + NAME,
              "--set=image.registry=localhost,image.repository=none,image.tag=1"));
    }
    return all.toString();
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
    assertThat(
            rights().lines().filter(line -> line.matches(" *(- )?(verbs|resources|apiGroups):.*")))
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

  /** While a release is upgraded, the leader of the one before makes probes of its own image. */
  @ParameterizedTest
  @CsvSource({
    "localhost/none:2",
    "localhost/none@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  })
  void mayRunTheGatesImageByAnyTag(String image) throws Exception {
    create(probe().replace("name: probe-1", "generateName: probe-").replace(IMAGE, image));
  }

  @ParameterizedTest
  @EnumSource(FileSource.class)
  void mayMakeTheProbesThatItMakes(FileSource source) throws Exception {
    create(real(source).replace("REAL", "real-" + source.ordinal()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      nothing but the gate's copier; cp /usr/lib/migration-gate/busybox; wget -O- http://a/ -T
      nothing but the gate's copier; /migration-gate/bin/copy-files.sh; /migration-gate/files/app/a.sh
      nothing but the gate's copier; "args":["/migration-gate/files/app"; "args":["/migration-gate"
      nothing but the gate's copier; "name":"migration-gate-copier"; "name":"another"
      nothing but the gate's copier; "name":"migration-gate-copier"; "name":"migration-gate-copier","env":[{"name":"A","value":"b"}]
      nothing but the gate's copier; "name":"migration-gate-copier"; "name":"migration-gate-copier","args":["a"]
      nothing but the gate's copier; "name":"migration-gate-copier"; "name":"migration-gate-copier","restartPolicy":"Always"
      nothing but the gate's copier; copier","image":"localhost/none:1"; copier","image":"localhost/none-other:1"
      mount nothing but; "mountPath":"/migration-gate"; "mountPath":"/usr/lib"
      mount nothing but; {"name":"migration-gate","mountPath":"/migration-gate"}; {"name":"migration-gate","mountPath":"/migration-gate"},{"name":"db","mountPath":"/stolen"}
      by the gate's names; {"name":"migration-gate","emptyDir":{}}; {"name":"migration-gate","secret":{"secretName":"db"}}
      """)
  void mayCopyNothingButTheFiles(String message, String part, String instead) throws Exception {
    String probe = real(FileSource.COPY).replace("REAL", "real-3");
    assertThat(probe).contains(part);
    assertThatThrownBy(() -> create(probe.replace(part, instead))).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      its image; "image":"localhost/none:1"; "image":"example.org/localhost/none:1"
      as it is in the image; "mountPath":"/etc/db"; "mountPath":"/usr/lib/migration-gate"
      as it is in the image; "mountPath":"/etc/db"; "mountPath":"/usr/."
      as it is in the image; "mountPath":"/etc/db"; "mountPath":"/"
      as it is in the image; "mountPath":"/migration-gate-images/app"; "mountPath":"/app"
      as it is in the image; "name":"migration-gate-check"; "name":"migration-gate-check","lifecycle":{"postStart":{"exec":{"command":["a"]}}}
      as it is in the image; "name":"migration-gate-check"; "name":"migration-gate-check","env":[{"name":"JAVA_TOOL_OPTIONS","value":"-javaagent:/a.jar"}]
      """)
  void mayRunNothingButTheCheck(String message, String part, String instead) throws Exception {
    String probe = real(FileSource.IMAGE_VOLUME).replace("REAL", "real-3");
    assertThat(probe).contains(part);
    assertThatThrownBy(() -> create(probe.replace(part, instead)))
        .hasMessageContaining(message.equals("its image") ? "the gate's check" : message);
  }

  /** As the operator makes them, of an app whose database's address is in a Secret. */
  private static String real(FileSource source) throws Exception {
    InjectionSettings settings =
        new InjectionSettings(
            Optional.of("shop"),
            new GateImage(IMAGE, Optional.of("Never")),
            source,
            List.of(
                new InjectedChain(
                    Optional.empty(), Optional.empty(), "/app/alembic.ini", Map.of())),
            Optional.empty(),
            List.of(),
            List.of(
                new InjectedDatabase(
                    Optional.empty(),
                    new InjectedDatabase.Address.MountedFile("/etc/db/url"),
                    Map.of())),
            List.of(),
            Enforcement.ENFORCE,
            WhenUnknown.HOLD,
            Optional.empty(),
            WhenTimedOut.FAIL,
            List.of(),
            new GateResources.Fitting(),
            new GateUser.Fitting(),
            false,
            List.of(),
            InjectionSettings.COPY_LIMIT);
    Map<String, Object> app =
        Map.of(
            "name", "app",
            "image", "localhost/app:1",
            "volumeMounts", List.of(Map.of("name", "db", "mountPath", "/etc/db")));
    Map<String, Object> volume = Map.of("name", "db", "secret", Map.of("secretName", "db"));
    Map<String, @Nullable Object> spec =
        ProbeSpec.of(
            Map.of("spec", Map.of("containers", List.of(app), "volumes", List.of(volume))),
            settings,
            Map.of(),
            60);
    return probe()
        .replace("name: probe-1", "name: REAL")
        .replaceFirst("(?s)spec: .*", "")
        .concat("spec: " + new ObjectMapper().writeValueAsString(spec));
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
