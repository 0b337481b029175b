package io.migrationgate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.migrationgate.cluster.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart by the real Helm, and what it makes by a real API server. */
class HelmChartIT {

  private static final String NAMESPACE = "somewhere";

  private static final Set<String> IN_NO_NAMESPACE =
      Set.of(
          "ClusterRole",
          "ClusterRoleBinding",
          "MutatingWebhookConfiguration",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "CustomResourceDefinition");

  /** Of operators that a cluster may not have. */
  private static final List<String> OTHERS = List.of("monitoring.coreos.com", "cert-manager.io");

  @TempDir static Path scratch;

  /** Only once it is asked for: the rest needs none. */
  private static @Nullable Cluster cluster;

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeAll
  static void helm() throws Exception {
    HelmChart.required();
  }

  /** Options that are worth seeing together. */
  static Stream<List<String>> combinations() {
    return Stream.of(
            "",
            "namespaces={default,kube-public}",
            "namespaces={default} webhook.enabled=false crds.enabled=false",
            "strict=true",
            "strict=true namespaces={default} webhook.timeoutSeconds=5 shutdownDelaySeconds=6",
            "webhook.certificate.source=cert-manager",
            "webhook.certificate.source=cert-manager webhook.certificate.issuerRef.name=ca"
                + " webhook.annotations.a=b",
            "webhook.certificate.source=secret webhook.certificate.secretName=tls",
            "replicas=1 podDisruptionBudget.enabled=false networkPolicy.enabled=false",
            "replicas=5 revisionHistoryLimit=0 shutdownDelaySeconds=20 priorityClassName=high",
            "rbac.create=false serviceAccount.create=false serviceAccount.name=mine",
            "rbac.aggregate=false admissionPolicy.enabled=false letGo.enabled=false",
            "crds.keep=false log.level=DEBUG log.json=false javaOptions=-Xmx128m",
            "metrics.podMonitor.enabled=true admissionPolicy.repositories={mirror.example/gate}",
            "metrics.serviceMonitor.enabled=true"
                + " metrics.prometheusRule.enabled=true metrics.dashboard.enabled=true"
                + " metrics.serviceMonitor.labels.release=prometheus",
            "image.registry=registry.example:5000/team image.repository=gates/migration-gate image.tag=7"
                + " image.pullPolicy=Always image.pullSecrets[0].name=registry",
            "image.digest=sha256:" + "0123456789abcdef".repeat(4),
            "extraEnv[0].name=A extraEnv[0].value=b podLabels.a=b podAnnotations.c=d commonLabels.e=f"
                + " deploymentAnnotations.g=h serviceAccount.annotations.i=j serviceAccount.labels.k=l",
            "tolerations[0].operator=Exists affinity.nodeAffinity=null nodeSelector.disk=ssd"
                + " topologySpreadConstraints[0].maxSkew=1"
                + " topologySpreadConstraints[0].topologyKey=rack"
                + " topologySpreadConstraints[0].whenUnsatisfiable=DoNotSchedule",
            "networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.a=b"
                + " networkPolicy.apiServerPorts={8443} networkPolicy.extraEgress[0].ports[0].port=1",
            "nameOverride=gates",
            "fullnameOverride=" + "n".repeat(45),
            "forecast.enabled=false resources.limits.cpu=1")
        .map(HelmChartIT::options);
  }

  private static List<String> options(String settings) {
    List<String> options = new ArrayList<>();
    for (String setting : settings.split(" ")) {
      if (!setting.isEmpty()) {
        options.add("--set=" + setting);
      }
    }
    return options;
  }

  @Test
  void hasNothingThatLintWarnsOf() throws Exception {
    assertThat(HelmChart.must("lint", "--strict", HelmChart.FOLDER.toString()))
        .contains("1 chart(s) linted, 0 chart(s) failed");
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void makesWhatFitsTogether(List<String> options) throws Exception {
    List<JsonNode> objects = objects(options);

    Set<String> names = new HashSet<>();
    for (JsonNode object : objects) {
      String kind = object.get("kind").asText();
      JsonNode metadata = object.get("metadata");
      String name = metadata.get("name").asText();
      assertThat(names.add(kind + "/" + metadata.path("namespace").asText() + "/" + name))
          .as("%s %s is there once", kind, name)
          .isTrue();
      assertThat(name).hasSizeLessThanOrEqualTo(kind.equals("Service") ? 63 : 253);
      assertThat(metadata.has("namespace"))
          .as("%s %s is in a namespace", kind, name)
          .isNotEqualTo(IN_NO_NAMESPACE.contains(kind));
      if (IN_NO_NAMESPACE.contains(kind) && !kind.equals("CustomResourceDefinition")) {
        assertThat(name).as(kind).contains(NAMESPACE);
      }
      assertThat(metadata.at("/labels/app.kubernetes.io~1instance").asText()).isEqualTo("gate");
    }
    JsonNode deployment = HelmChart.only(objects, "Deployment");
    JsonNode podLabels = deployment.at("/spec/template/metadata/labels");
    for (JsonNode selector : selectors(objects)) {
      selector
          .properties()
          .forEach(label -> assertThat(podLabels.get(label.getKey())).isEqualTo(label.getValue()));
      assertThat(selector.has("e")).as("a selector that may change").isFalse();
    }
  }

  private static List<JsonNode> selectors(List<JsonNode> objects) {
    List<JsonNode> selectors = new ArrayList<>();
    for (JsonNode object : objects) {
      switch (object.get("kind").asText()) {
        case "Service" -> selectors.add(object.at("/spec/selector"));
        case "Deployment", "PodDisruptionBudget" ->
            selectors.add(object.at("/spec/selector/matchLabels"));
        case "NetworkPolicy" -> selectors.add(object.at("/spec/podSelector/matchLabels"));
        default -> {}
      }
    }
    return selectors;
  }

  /** What others write, they own: a tool that compares would see a difference for ever. */
  @ParameterizedTest
  @MethodSource("combinations")
  void leavesCertificatesToWhoWritesThem(List<String> options) throws Exception {
    List<JsonNode> objects = objects(options);

    assertThat(objects.toString()).doesNotContain("caBundle");
    for (JsonNode object : objects) {
      if (object.get("kind").asText().equals("Secret")) {
        assertThat(object.has("data") || object.has("stringData")).isFalse();
      }
    }
    // The same input gives the same output.
    assertThat(objects(options)).isEqualTo(objects);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void isTakenByAnApiServer(List<String> options) throws Exception {
    if (cluster == null) {
      cluster = Cluster.required();
    }
    ObjectMapper json = new ObjectMapper();
    Map<String, StringBuilder> byNamespace = new HashMap<>();
    for (JsonNode object :
        HelmChart.objects("gate", cluster.namespace(), options.toArray(String[]::new))) {
      if (OTHERS.stream().noneMatch(object.get("apiVersion").asText()::startsWith)) {
        byNamespace
            .computeIfAbsent(
                object.at("/metadata/namespace").asText(cluster.namespace()),
                unseen -> new StringBuilder())
            .append("---\n")
            .append(json.writeValueAsString(object))
            .append('\n');
      }
    }
    for (Map.Entry<String, StringBuilder> some : byNamespace.entrySet()) {
      Path file = Files.writeString(Files.createTempFile(scratch, "all", ".yaml"), some.getValue());
      cluster.kubectl(
          "--namespace=" + some.getKey(),
          "apply",
          "--dry-run=server",
          "--validate=strict",
          "-f",
          file.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      replica=3; additional properties 'replica' not allowed
      image.tags=1; additional properties 'tags' not allowed
      webhook.certificate.source=certmanager; value must be one of 'generated', 'cert-manager', 'secret'
      image.pullPolicy=always; value must be one of
      namespaces=shop; got string, want array
      replicas=0; got 0, want 1
      webhook.timeoutSeconds=31; got 31, want 30
      image.digest=sha256:abc; does not match pattern
      crds.keep=sometimes; got string, want boolean
      webhook.certificate.source=secret; say in webhook.certificate.secretName which one
      serviceAccount.create=false; say in serviceAccount.name which account the operator has
      namespaces={default}; namespaces has default, where the release itself is
      webhook.timeoutSeconds=3; webhook.timeoutSeconds must be less than shutdownDelaySeconds
      metrics.serviceMonitor.enabled=true,metrics.podMonitor.enabled=true; both on
      podLabels.app\\.kubernetes\\.io/name=a; podLabels has app.kubernetes.io/name
      commonLabels.app\\.kubernetes\\.io/instance=a; commonLabels has app.kubernetes.io/instance
      extraEnv[0].name=MIGRATION_GATE_IMAGE; extraEnv has MIGRATION_GATE_IMAGE
      """)
  void refusesWhatItDoesNotKnow(String setting, String message) throws Exception {
    HelmChart.Run run =
        HelmChart.run("template", "gate", HelmChart.FOLDER.toString(), "--set", setting);

    assertThat(run.exit()).isNotZero();
    assertThat(run.error()).contains(message);
  }

  @Test
  void linksToTheRunbooksWhereTheyAre() throws Exception {
    String rule =
        HelmChart.ofTemplate(
            "monitoring.yaml",
            "gate",
            NAMESPACE,
            "--set=metrics.prometheusRule.enabled=true",
            "--set=metrics.prometheusRule.runbookUrl=https://wiki.example/gate/");

    assertThat(rule.lines().filter(line -> line.contains("runbook_url:")))
        .isNotEmpty()
        .allMatch(line -> line.matches(" *runbook_url: https://wiki[.]example/gate/[a-z-]+[.]md"));
  }

  @Test
  void bringsTheResourceAndKeepsItIfAsked() throws Exception {
    JsonNode resource =
        new YAMLMapper().readTree(Path.of("crds/migrationgates.migrationgate.io.yaml").toFile());

    JsonNode kept = HelmChart.only(objects(List.of()), "CustomResourceDefinition");
    JsonNode notKept =
        HelmChart.only(objects(options("crds.keep=false")), "CustomResourceDefinition");

    assertThat(sameNumbers(kept.get("spec"))).isEqualTo(sameNumbers(resource.get("spec")));
    assertThat(kept.at("/metadata/name")).isEqualTo(resource.at("/metadata/name"));
    assertThat(kept.at("/metadata/annotations/helm.sh~1resource-policy").asText())
        .isEqualTo("keep");
    assertThat(notKept.at("/metadata/annotations").isMissingNode()).isTrue();
  }

  /** Whole numbers are equal whatever they are kept in. */
  private static Object sameNumbers(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue().stripTrailingZeros();
    }
    if (node.isObject()) {
      Map<String, Object> all = new HashMap<>();
      node.properties().forEach(e -> all.put(e.getKey(), sameNumbers(e.getValue())));
      return all;
    }
    if (node.isArray()) {
      List<Object> all = new ArrayList<>();
      node.forEach(entry -> all.add(sameNumbers(entry)));
      return all;
    }
    return node;
  }

  @Test
  void runsTheOperatorAndTheGateFromOneImageThatThePolicyNames() throws Exception {
    List<JsonNode> objects = objects(options("image.registry=registry.example image.tag=7"));

    String image = "registry.example/migration-gate:7";
    JsonNode container =
        HelmChart.only(objects, "Deployment").at("/spec/template/spec/containers/0");
    assertThat(container.get("image").asText()).isEqualTo(image);
    assertThat(environment(container)).containsEntry("MIGRATION_GATE_IMAGE", image);
    String allowed =
        HelmChart.only(objects, "ValidatingAdmissionPolicy")
            .at("/spec/variables/0/expression")
            .asText();
    assertThat(allowed).startsWith("r'").endsWith("'");
    Pattern pattern = Pattern.compile(allowed.substring(2, allowed.length() - 1));
    assertThat(
            List.of(image, "registry.example/migration-gate:6", "registry.example/migration-gate"))
        .allMatch(name -> pattern.matcher(name).find());
    assertThat(
            List.of(
                "registry-example/migration-gate:7",
                "a/registry.example/migration-gate:7",
                "registry.example/migration-gate/a:7",
                "registry.example/migration-gate-2:7",
                "migration-gate:7"))
        .noneMatch(name -> pattern.matcher(name).find());
    assertThat(HelmChart.only(objects, "Job").at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo(image);
  }

  /** With names, no right reaches beyond them but to see nodes and its own webhook. */
  @Test
  void hasRolesInNamedNamespacesAlone() throws Exception {
    List<JsonNode> objects = objects(options("namespaces={shop,bank} rbac.aggregate=false"));

    assertThat(
            objects.stream()
                .filter(object -> object.get("kind").asText().equals("Role"))
                .map(object -> object.at("/metadata/namespace").asText()))
        .containsExactlyInAnyOrder("shop", "bank", NAMESPACE);
    List<String> everywhere = new ArrayList<>();
    HelmChart.only(objects, "ClusterRole")
        .get("rules")
        .forEach(rule -> everywhere.add(rule.at("/resources/0").asText()));
    assertThat(everywhere).containsExactly("nodes", "mutatingwebhookconfigurations");
    assertThat(
            HelmChart.only(objects, "MutatingWebhookConfiguration")
                .at("/webhooks/0/namespaceSelector/matchExpressions")
                .toString())
        .contains("\"operator\":\"In\",\"values\":[\"shop\",\"bank\"]");
    assertThat(
            environment(
                HelmChart.only(objects, "Deployment").at("/spec/template/spec/containers/0")))
        .containsEntry("MIGRATION_GATE_NAMESPACES", "shop,bank");
  }

  /** A certificate by cert-manager needs no Secret that the operator may write. */
  @Test
  void leavesSecretsAloneWhereCertManagerMakesThem() throws Exception {
    List<JsonNode> objects = objects(options("webhook.certificate.source=cert-manager"));

    assertThat(objects).noneMatch(object -> object.get("kind").asText().equals("Secret"));
    assertThat(objects.toString()).doesNotContain("\"resources\":[\"secrets\"]");
    JsonNode certificate = named(objects, "Certificate", "gate-migration-gate-webhook");
    JsonNode authority = named(objects, "Certificate", "gate-migration-gate-webhook-authority");
    assertThat(authority.at("/spec/isCA").asBoolean()).isTrue();
    assertThat(
            named(objects, "Issuer", certificate.at("/spec/issuerRef/name").asText())
                .at("/spec/ca/secretName"))
        .as("what issues it stays when it is renewed")
        .isEqualTo(authority.at("/spec/secretName"));
    assertThat(
            named(objects, "Issuer", authority.at("/spec/issuerRef/name").asText())
                .at("/spec")
                .has("selfSigned"))
        .isTrue();
    assertThat(certificate.at("/spec/duration").asText()).isEqualTo("2160h");
    assertThat(
            HelmChart.only(objects, "MutatingWebhookConfiguration")
                .at("/metadata/annotations/cert-manager.io~1inject-ca-from")
                .asText())
        .isEqualTo(NAMESPACE + "/" + certificate.at("/metadata/name").asText());
    assertThat(
            HelmChart.only(objects, "Deployment")
                .at("/spec/template/spec/volumes/1/secret/secretName"))
        .isEqualTo(certificate.at("/spec/secretName"));
  }

  private static JsonNode named(List<JsonNode> objects, String kind, String name) {
    return HelmChart.only(
        objects.stream()
            .filter(object -> object.at("/metadata/name").asText().equals(name))
            .toList(),
        kind);
  }

  /** Braces in them mean something to Prometheus and Grafana, and nothing to Helm. */
  @Test
  void bringsAlertsAndDashboardAsTheyAre() throws Exception {
    List<JsonNode> objects =
        objects(options("metrics.prometheusRule.enabled=true metrics.dashboard.enabled=true"));
    Path files = HelmChart.FOLDER.resolve("files");

    if (Files.exists(files.resolve("alerts.yaml"))) {
      assertThat(HelmChart.only(objects, "PrometheusRule").get("spec"))
          .isEqualTo(new YAMLMapper().readTree(files.resolve("alerts.yaml").toFile()));
    }
    if (Files.exists(files.resolve("dashboard.json"))) {
      assertThat(HelmChart.only(objects, "ConfigMap").at("/data/gate-migration-gate.json").asText())
          .isEqualToIgnoringWhitespace(Files.readString(files.resolve("dashboard.json")));
    }
  }

  /** It ends before Kubernetes loses patience. */
  @Test
  void isGivenTheTimeThatItTakesToEnd() throws Exception {
    JsonNode pod =
        HelmChart.only(objects(options("shutdownDelaySeconds=40")), "Deployment")
            .at("/spec/template/spec");

    assertThat(environment(pod.at("/containers/0"))).containsEntry("QUARKUS_SHUTDOWN_DELAY", "40S");
    assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isEqualTo(67);
  }

  @Test
  void canBePackaged() throws Exception {
    HelmChart.must("package", HelmChart.FOLDER.toString(), "--destination", scratch.toString());
    try (Stream<Path> made = Files.list(scratch)) {
      Path archive =
          made.filter(file -> file.toString().endsWith(".tgz")).findFirst().orElseThrow();
      assertThat(
              HelmChart.parsed(
                  HelmChart.must("template", "gate", archive.toString(), "-n=" + NAMESPACE)))
          .isEqualTo(objects(List.of()));
    }
  }

  private static Map<String, String> environment(JsonNode container) {
    Map<String, String> all = new HashMap<>();
    container
        .get("env")
        .forEach(entry -> all.put(entry.get("name").asText(), entry.path("value").asText()));
    return all;
  }

  private static List<JsonNode> objects(List<String> options) throws Exception {
    return HelmChart.objects("gate", NAMESPACE, options.toArray(String[]::new));
  }
}
