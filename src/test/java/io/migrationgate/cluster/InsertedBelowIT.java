package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationgate.image.ContainerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of one app that follow each other, on a real cluster with the webhook beside it. */
class InsertedBelowIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String APP = "localhost/migration-gate-app:";
  private static final String FIRST = APP + "straight";

  /** 0002b stands between 0002 and 0003, which the first image has. */
  private static final String INSERTED = APP + "inserted";

  private static final String APPENDED = APP + "appended";

  /** Two files for 0002, which the first image has. */
  private static final String TWICE = APP + "twice";

  @TempDir static Path scratch;

  private static Cluster cluster;
  private static Kubectl kubectl;
  private static WebhookInstallation installation;

  @BeforeAll
  static void prepare() throws Exception {
    cluster = Cluster.required();
    kubectl = Kubectl.withResource("lineage");
    ContainerEngine engine = ContainerEngine.required();
    AppImages images = AppImages.on(cluster, engine, scratch);

    Path inserted = AppImages.app("straight", scratch.resolve("inserted"));
    write(inserted, "0002b", "0002");
    Path third = versions(inserted).resolve("0003_nickname.py");
    String follows = Files.readString(third);
    Files.writeString(
        third, follows.replace("down_revision = \"0002\"", "down_revision = \"0002b\""));
    assertThat(Files.readString(third)).isNotEqualTo(follows);
    images.add(cluster, engine, INSERTED, inserted);

    Path appended = AppImages.app("straight", scratch.resolve("appended"));
    write(appended, "0004", "0003");
    images.add(cluster, engine, APPENDED, appended);

    Path twice = AppImages.app("straight", scratch.resolve("twice"));
    write(twice, "0002", "0001");
    images.add(cluster, engine, TWICE, twice);

    installation = WebhookInstallation.of(kubectl, scratch);
    OperatorReplica operator = installation.start(Map.of("MIGRATION_GATE_IMAGE", images.gate()));
    installation.configure(operator.port());
  }

  @AfterAll
  static void clear() throws Exception {
    if (installation != null) {
      installation.close();
    }
    if (kubectl != null) {
      kubectl.run("delete", "deployments,pods", "--all", "--force", "--grace-period=0");
      kubectl.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void holdsWhatWouldNeverRunAndNothingElse() throws Exception {
    gate("api", "Enforce");
    deploy("api", FIRST);
    awaitReady("api", "True Passed");
    awaitStarted("api", FIRST + " 3 0003");
    JsonNode first = pods("api").getFirst();
    assertThat(arguments(first)).as("of the first roll-out").noneMatch(a -> a.contains("compare"));

    deploy("api", INSERTED);
    awaitReady("api", "False InsertedBelow");
    JsonNode chain = status("api").at("/chains/0");
    assertThat(chain.get("message").asText())
        .isEqualTo(
            "0002b stands below 0003 and was not there in the image "
                + FIRST
                + ", which has started: a database that is at 0003 silently never runs it"
                + " (/app/migrations/versions/0002b.py:2)");
    assertThat(chain.get("remedy").asText())
        .startsWith(
            "Set the down_revision in 0003_nickname.py back to 0002, and the one in 0002b.py to"
                + " 0003, the end of the chain, where every database runs it.")
        .contains("and not from a database");
    assertThat(status("api").at("/workloads/0").get("held").asInt()).isEqualTo(1);
    assertThat(available("api")).as("the old pod goes on serving").isEqualTo("1");
    assertThat(pods("api"))
        .filteredOn(pod -> pod.at("/metadata/uid").equals(first.at("/metadata/uid")))
        .hasSize(1);
    JsonNode held = pods("api").getLast();
    assertThat(arguments(held))
        .filteredOn(argument -> argument.startsWith("--compare-with="))
        .singleElement()
        .asString()
        .startsWith("--compare-with=chain=main,image=" + FIRST + ",revisions=3,heads=0003,sums=");

    deploy("api", APPENDED);
    awaitReady("api", "True Passed");
    awaitStarted("api", APPENDED + " 4 0004", FIRST + " 3 0003");

    deploy("api", FIRST);
    awaitImage("api", FIRST);
    assertThat(ready("api")).as("a rollback").isEqualTo("True Passed");
    awaitStarted("api", APPENDED + " 4 0004", FIRST + " 3 0003");

    // It still stands below what the databases have run.
    deploy("api", INSERTED);
    awaitReady("api", "False InsertedBelow");
  }

  @Test
  void saysWhichOfTwoFilesHasRun() throws Exception {
    gate("twice", "Enforce");
    deploy("twice", FIRST);
    awaitStarted("twice", FIRST + " 3 0003");

    deploy("twice", TWICE);
    awaitReady("twice", "False DuplicateRevision");

    assertThat(status("twice").at("/chains/0/remedy").asText())
        .contains("migration-gate renumber migrations/versions/0002.py")
        .contains("Databases have run 0002_teams.py, which " + FIRST + " had as it is here.");
  }

  /** Whoever has started once goes on starting: the decision was made. */
  @Test
  void isToldOnceWhereNobodyIsHeld() throws Exception {
    gate("audited", "Audit");
    deploy("audited", FIRST);
    awaitStarted("audited", FIRST + " 3 0003");

    deploy("audited", INSERTED);
    awaitImage("audited", INSERTED);
    awaitStarted("audited", INSERTED + " 4 0003", FIRST + " 3 0003");
    assertThat(ready("audited")).isEqualTo("True WouldBlock");
    assertThat(
            kubectl.must(
                "get",
                "events",
                "--field-selector=reason=WouldBlock,involvedObject.kind=Deployment",
                "-o",
                "jsonpath={.items[*].message}"))
        .contains("InsertedBelow: main: 0002b stands below 0003");

    gate("audited", "Enforce");
    kubectl.must("delete", "pods", "-l", "app=audited");
    awaitReady("audited", "True Passed");
    assertThat(pods("audited")).hasSize(1);
  }

  // --- what is there -----------------------------------------------------------------------------

  private static void gate(String name, String enforcement) throws Exception {
    apply(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: %s}
        spec:
          enforcement: %s
          chains: [{name: main, tool: Alembic, path: /app/alembic.ini}]
        """
            .formatted(name, enforcement));
    Cluster.await(() -> !status(name).isMissingNode());
  }

  private static void deploy(String name, String image) throws Exception {
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s, migrationgate.io/gate: %1$s}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: app, image: %2$s, imagePullPolicy: Never, command: [/busybox, sleep, "100000"]}
        """
            .formatted(name, image));
  }

  private static void apply(String manifest) throws Exception {
    Path file = Files.writeString(Files.createTempFile(scratch, "manifest", ".yaml"), manifest);
    kubectl.must("apply", "-f", file.toString());
  }

  private static Path versions(Path folder) {
    return folder.resolve("app/migrations/versions");
  }

  private static void write(Path folder, String id, String follows) throws IOException {
    Files.writeString(
        versions(folder).resolve(id + ".py"),
        "\nrevision = \"%s\"\ndown_revision = \"%s\"\n".formatted(id, follows));
  }

  // --- what is seen ------------------------------------------------------------------------------

  private static JsonNode status(String gate) throws Exception {
    return JSON.readTree(kubectl.must("get", "migrationgate", gate, "-o", "json")).path("status");
  }

  private static String ready(String gate) throws Exception {
    for (JsonNode condition : status(gate).path("conditions")) {
      if (condition.get("type").asText().equals("Ready")) {
        return condition.get("status").asText() + " " + condition.get("reason").asText();
      }
    }
    return "nothing";
  }

  private static List<String> started(String gate) throws Exception {
    List<String> started = new ArrayList<>();
    for (JsonNode entry : status(gate).path("started")) {
      started.add(
          entry.get("image").asText()
              + " "
              + entry.get("revisions").asText()
              + " "
              + entry.at("/heads/0").asText());
    }
    return started;
  }

  private static void awaitReady(String gate, String expected) throws Exception {
    await(gate, () -> ready(gate).equals(expected));
  }

  private static void awaitStarted(String gate, String... expected) throws Exception {
    await(gate, () -> started(gate).equals(List.of(expected)));
  }

  /** The only pods that are left run it. */
  private static void awaitImage(String app, String image) throws Exception {
    await(
        app,
        () ->
            !pods(app).isEmpty()
                && pods(app).stream()
                    .allMatch(
                        pod ->
                            pod.at("/spec/containers/0/image").asText().equals(image)
                                && pod.at("/status/containerStatuses/0/ready").asBoolean()));
  }

  private static void await(String gate, Callable<Boolean> condition) throws Exception {
    for (int tries = 0; !condition.call(); tries++) {
      assertThat(tries).as("%s%n%s", status(gate), pods(gate)).isLessThan(480);
      Thread.sleep(250);
    }
  }

  private static String available(String deployment) throws Exception {
    return kubectl.must(
        "get", "deployment", deployment, "-o", "jsonpath={.status.availableReplicas}");
  }

  /** Those of an app that are not on their way out, the youngest last. */
  private static List<JsonNode> pods(String app) throws Exception {
    List<JsonNode> pods = new ArrayList<>();
    JSON.readTree(
            kubectl.must(
                "get",
                "pods",
                "-l",
                "app=" + app,
                "-o",
                "json",
                "--sort-by=.metadata.creationTimestamp"))
        .path("items")
        .forEach(
            pod -> {
              if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
                pods.add(pod);
              }
            });
    return pods;
  }

  private static List<String> arguments(JsonNode pod) {
    List<String> arguments = new ArrayList<>();
    for (JsonNode container : pod.at("/spec/initContainers")) {
      container.path("args").forEach(argument -> arguments.add(argument.asText()));
      container.path("command").forEach(argument -> arguments.add(argument.asText()));
    }
    return arguments;
  }
}
