package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.migrationgate.chart.HelmChart;
import io.migrationgate.cluster.AppImages;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.operator.ApiServerProxy.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rights that the chart gives are those that the operator uses, neither fewer nor more: with
 * every right there is, it is led through all that it does, and what it asks is written down.
 */
class OperatorRightsIT {

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/[^/]+(?:/namespaces/[^/]+)?"
              + "/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?");

  /** Everybody may ask what they may do. */
  private static final String OF_EVERYBODY = "authorization.k8s.io";

  @TempDir static Path scratch;

  private static ApiServerProxy proxy;
  private static OperatedNamespace cluster;

  @BeforeAll
  static void start() throws Exception {
    HelmChart.required();
    proxy = ApiServerProxy.start();
    cluster =
        OperatedNamespace.required(
            scratch, Map.of("KUBECONFIG", proxy.kubeconfig(scratch).toString()));
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster
          .cluster()
          .kubectl("delete", "mutatingwebhookconfiguration", name(), "--ignore-not-found");
      cluster.close();
    }
    if (proxy != null) {
      proxy.close();
    }
  }

  private static String name() {
    return cluster.name();
  }

  @Test
  void areThoseThatItUses() throws Exception {
    cluster.apply(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: %1$s}
        webhooks:
        - name: inject.migrationgate.io
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Ignore
          clientConfig: {url: "https://nowhere.invalid/inject"}
          objectSelector: {matchLabels: {nobody: has-this}}
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: migration-gate-webhook-certificate}
        """
            .formatted(name()));
    Map<String, String> all = new HashMap<>();
    all.put("KUBECONFIG", proxy.kubeconfig(scratch).toString());
    all.put("MIGRATION_GATE_LEADER_ELECTION", "true");
    all.put("MIGRATION_GATE_WEBHOOK_ENABLED", "true");
    all.put("MIGRATION_GATE_WEBHOOK_CONFIGURATION", name());
    all.put("MIGRATION_GATE_WEBHOOK_HOST_NAMES", "localhost");
    all.put("MIGRATION_GATE_IMAGE", "localhost/migration-gate:test");
    all.put("MIGRATION_GATE_IMAGE_PULL_POLICY", "Never");
    all.put("MIGRATION_GATE_FORECAST_SETTLE", "1s");
    RunningOperator operator = cluster.startOperator(all);
    proxy.takeRequests();
    operator.awaitReady();

    holdsPodsOfEveryKind();
    letsGoAPodWhoseGateHasGone();
    freesAStatefulSet();
    forecastsWhatHasNoGate();
    operator.stop();

    Set<String> used = new TreeSet<>();
    for (Request request : proxy.takeRequests()) {
      used.addAll(right(request));
    }
    Set<String> given = given();
    assertThat(given).as("what is used and not given").containsAll(used);
    Set<String> superfluous = new TreeSet<>(given);
    superfluous.removeAll(used);
    assertThat(superfluous).as("what is given and not used").isEmpty();
  }

  private static void holdsPodsOfEveryKind() throws Exception {
    cluster.gate("kinds");
    cluster.applyGated("kinds", Apps.deployment("web", AppImages.FORKED, 1));
    cluster.applyGated("kinds", Apps.daemonSet("everywhere", AppImages.FORKED, cluster.aNode()));
    cluster.applyGated("kinds", Apps.cronJob("nightly", AppImages.FORKED));
    cluster.cluster().kubectl("create", "job", "tonight", "--from=cronjob/nightly");
    cluster.applyGated(
        "kinds",
        Apps.pod(
            "canary",
            AppImages.FORKED,
            // Of an operator that need not be there.
            "ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: canary, uid: "
                + UUID.randomUUID()
                + ", controller: true}]"));
    cluster.awaitPassedSays("canary", "False MultipleHeads");
    cluster.awaitCounts("kinds", "Deployment", "web", "held 1, passed 0, ungated 0");
    cluster.awaitCounts("kinds", "DaemonSet", "everywhere", "held 1, passed 0, ungated 0");
    cluster.awaitCounts("kinds", "CronJob", "nightly", "held 1, passed 0, ungated 0");
  }

  private static void letsGoAPodWhoseGateHasGone() throws Exception {
    cluster.gate("leaving");
    cluster.applyGated("leaving", Apps.pod("orphan", AppImages.FORKED));
    cluster.putInBy("leaving", "orphan");
    cluster.awaitHeld("orphan");
    cluster.cluster().kubectl("delete", "migrationgate", "leaving");
    cluster.awaitRunning("orphan");
  }

  private static void freesAStatefulSet() throws Exception {
    cluster.gate("ordered");
    cluster.applyGated("ordered", Apps.statefulSet("ordered", AppImages.FORKED, 1));
    cluster.awaitCounts("ordered", "StatefulSet", "ordered", "held 1, passed 0, ungated 0");
    cluster.applyGated("ordered", Apps.statefulSet("ordered", AppImages.GOOD, 1));
    cluster.awaitCounts("ordered", "StatefulSet", "ordered", "held 0, passed 1, ungated 0");
  }

  private static void forecastsWhatHasNoGate() throws Exception {
    cluster.gate("foreseen");
    for (String image : List.of(AppImages.FORKED, AppImages.GOOD)) {
      cluster.apply(
          Apps.deployment("foreseen", image, 1)
              .replace(
                  "      labels: {app: foreseen}",
                  "      labels: {app: foreseen, " + GateNames.LABEL + ": foreseen}"));
      cluster.cluster().kubectl("rollout", "status", "deployment/foreseen");
    }
    cluster.await(
        "the forecast is there",
        () ->
            cluster.says("foreseen", "WillFailOnRestart").startsWith("False")
                && cluster.status("foreseen").workloads().stream()
                    .flatMap(workload -> workload.rollbacks().stream())
                    .anyMatch(rollback -> rollback.reason().equals("MultipleHeads")));
  }

  /** The verb, the resource and its group; nothing for what needs no right. */
  private static List<String> right(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || OF_EVERYBODY.equals(path.group("group"))) {
      return List.of();
    }
    String resource =
        path.group("resource")
            + (path.group("group") == null ? "" : "." + path.group("group"))
            + (path.group("sub") == null ? "" : "/" + path.group("sub"));
    String verb =
        switch (request.method()) {
          case "GET" -> request.isWatch() ? "watch" : path.group("name") == null ? "list" : "get";
          case "POST" -> "create";
          case "PUT" -> "update";
          default -> request.method().toLowerCase(Locale.ROOT);
        };
    return List.of(verb + " " + resource);
  }

  /** By any role of the operator. */
  private static Set<String> given() throws Exception {
    Set<String> given = new TreeSet<>();
    for (JsonNode object : HelmChart.objects("gate", "somewhere", "--set=rbac.aggregate=false")) {
      if (Set.of("Role", "ClusterRole").contains(object.get("kind").asText())) {
        object.get("rules").forEach(rule -> given.addAll(rights(rule)));
      }
    }
    return given;
  }

  private static List<String> rights(JsonNode rule) {
    List<String> rights = new ArrayList<>();
    String group = rule.at("/apiGroups/0").asText();
    for (JsonNode verb : rule.get("verbs")) {
      for (JsonNode resource : rule.get("resources")) {
        String[] parts = resource.asText().split("/", 2);
        rights.add(
            verb.asText()
                + " "
                + parts[0]
                + (group.isEmpty() ? "" : "." + group)
                + (parts.length > 1 ? "/" + parts[1] : ""));
      }
    }
    return rights;
  }
}
