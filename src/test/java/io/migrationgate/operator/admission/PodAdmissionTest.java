package io.migrationgate.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.Injection;
import io.migrationgate.core.injection.Removal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodAdmissionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2027-01-31T12:00:00Z");
  private static final GateImage IMAGE = new GateImage("gate:1", Optional.of("IfNotPresent"));

  /** With what a typed model would lose, and what a webhook stumbles over. */
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        generateName: api-7d9c-
        creationTimestamp: null
        labels: {app: api, migrationgate.io/gate: api}
        annotations: {"example.com/a~b": keep, kubectl.kubernetes.io/default-container: api}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api-7d9c, uid: 1}]
      spec:
        futureField: {deeply: [1, 2.50, null]}
        imagePullSecrets: [{name: registry}]
        securityContext: {runAsNonRoot: true, runAsUser: 1000, fsGroup: 2000}
        volumes: [{name: tmp, emptyDir: {}}]
        initContainers:
        - {name: agent, image: "agent:1", restartPolicy: Always, futureProbe: {every: 1s}}
        - {name: migrate, image: "api:1"}
        containers:
        - {name: api, image: "api:1", env: [{name: DATABASE_URL, value: "postgresql://db/api"}]}
        - {name: proxy, image: "proxy:1", restartPolicyRules: [{action: Restart}]}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"Copy", "ImageVolume"})
  void givesAPodTheSameAsInjectDoes(String mode) throws Exception {
    MigrationGate gate =
        Gates.gate(
            """
            chains: [{name: main, path: /app/alembic.ini}]
            database: {urlFrom: {env: DATABASE_URL}}
            injection: {mode: %s}
            """
                .formatted(mode));
    Map<String, Object> pod = Gates.tree(POD);

    Answer answer = admit(gate, pod);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.INJECTED);
    ObjectNode expected =
        JSON.valueToTree(
            new Injection(
                    new GateInjection(IMAGE, ClusterAbilities.NONE).settings("api", gate.getSpec()))
                .into(pod)
                .template());
    ((ObjectNode) expected.at("/metadata/annotations")).put("migrationgate.io/gate-uid", Gates.UID);
    assertThat(applied(pod, answer)).isEqualTo(expected);
    assertThat(JSON.valueToTree(Removal.of(map(applied(pod, answer)))).equals(tree(pod))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Copy", "ImageVolume"})
  void hasNothingToDoTheSecondTime(String mode) throws Exception {
    MigrationGate gate =
        Gates.gate(
            "chains: [{name: main, path: /app/alembic.ini}]\ninjection: {mode: %s, recheckOnCrash: Enabled}"
                .formatted(mode));
    Map<String, Object> pod = Gates.tree(POD);

    Map<String, Object> once = map(applied(pod, admit(gate, pod)));
    Answer again = admit(gate, once);

    assertThat(again.outcome()).isEqualTo(Answer.Outcome.UNCHANGED);
    assertThat(again.patch()).isEmpty();
  }

  @Test
  void leavesWhatTheServerHasCompleted() throws Exception {
    Map<String, Object> pod = Gates.tree(POD);
    JsonNode once = applied(pod, admit(Gates.simple(), pod));
    for (JsonNode container : once.at("/spec/initContainers")) {
      ((ObjectNode) container).put("terminationMessagePath", "/dev/termination-log");
      if (container.get("name").asText().startsWith("migration-gate-")) {
        ((ObjectNode) container).putObject("resources").putObject("limits").put("cpu", "1");
      }
    }
    for (JsonNode volume : once.at("/spec/volumes")) {
      if (volume.has("downwardAPI")) {
        ((ObjectNode) volume.get("downwardAPI")).put("defaultMode", 420);
        ((ObjectNode) volume.at("/downwardAPI/items/0/fieldRef")).put("apiVersion", "v1");
      }
    }

    assertThat(admit(Gates.simple(), map(once)).patch()).isEmpty();
  }

  /** As a mesh's webhook does that comes after this one. */
  @Test
  void renewsTheBudgetWhenContainersWereAddedAndKeepsWhatIsInItsOwn() throws Exception {
    Map<String, Object> pod = Gates.tree(POD);
    JsonNode once = applied(pod, admit(Gates.simple(), pod));
    String before = flag(once, "--message-budget=");
    for (int i = 0; i < 6; i++) {
      ((ArrayNode) once.at("/spec/containers")).addObject().put("name", "more-" + i);
    }
    ObjectNode check = container(once, "migration-gate-check");
    check.putObject("resources").putObject("limits").put("cpu", "1");
    check.putArray("env").addObject().put("name", "MESH").put("value", "on");
    ((ArrayNode) check.get("volumeMounts"))
        .addObject()
        .put("name", "tmp")
        .put("mountPath", "/mesh");

    JsonNode twice = applied(map(once), admit(Gates.simple(), map(once)));

    assertThat(flag(twice, "--message-budget=")).isNotEqualTo(before);
    ObjectNode renewed = container(twice, "migration-gate-check");
    assertThat(renewed.at("/resources/limits/cpu").asText()).isEqualTo("1");
    assertThat(renewed.at("/env/0/name").asText()).isEqualTo("MESH");
    assertThat(renewed.get("volumeMounts").toString()).contains("\"/mesh\"");
    assertThat(admit(Gates.simple(), map(twice)).patch()).isEmpty();
  }

  /** A mount of a volume that is not there any more would keep the pod from being made. */
  @Test
  void takesItsOwnMountsAwayWhenImagesAreNotMountedAnyMore() throws Exception {
    MigrationGate mounting =
        Gates.gate("chains: [{name: main, path: /app}]\ninjection: {mode: ImageVolume}");
    MigrationGate copying =
        Gates.gate("chains: [{name: main, path: /app}]\ninjection: {mode: Copy}");
    Map<String, Object> pod = Gates.tree(POD);
    Map<String, Object> mounted = map(applied(pod, admit(mounting, pod)));

    assertThat(applied(mounted, admit(copying, mounted)).toString())
        .doesNotContain("migration-gate-image-");
  }

  @Test
  void doesNothingWithoutTheLabel() throws Exception {
    Map<String, Object> pod = Gates.tree(POD.replace("migrationgate.io/gate: api", "a: b"));

    assertThat(admit(Gates.simple(), pod)).isEqualTo(Answer.unchanged());
  }

  @Test
  void letsAPodThroughWhoseGateIsNotThere() throws Exception {
    Answer answer = answer((name, deadline) -> new GateLookup.Absent(), Gates.tree(POD));

    assertThat(answer.patch()).isEmpty();
    assertThat(answer.warnings())
        .containsExactly("there is no MigrationGate api in shop: the pod starts without the gate");
  }

  /** A slow API server is no mistake of the operator, which another metric counts. */
  @Test
  void letsAPodThroughWhoseGateCannotBeReadInTime() throws Exception {
    Answer answer =
        answer((name, deadline) -> new GateLookup.Unreadable("no answer in time"), Gates.tree(POD));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.UNREADABLE);
    assertThat(answer.patch()).isEmpty();
    assertThat(answer.warnings())
        .containsExactly(
            "MigrationGate api could not be read, no answer in time: the pod starts without the"
                + " gate");
  }

  @Test
  void letsAPodThroughThatTheGateDoesNotFit() throws Exception {
    Answer answer =
        admit(Gates.gate("chains: [{name: main, container: web, path: /app}]"), Gates.tree(POD));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.UNFIT);
    assertThat(answer.warnings())
        .containsExactly(
            "MigrationGate api does not fit, there is no container web; there are api, proxy,"
                + " agent, migrate: the pod starts without the gate");
  }

  @Test
  void leavesWindowsAlone() throws Exception {
    Answer answer =
        admit(Gates.simple(), Gates.tree(POD.replace("spec:\n", "spec:\n  os: {name: windows}\n")));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.LEFT_ALONE);
    assertThat(answer.patch()).isEmpty();
    assertThat(answer.warnings()).singleElement().asString().contains("for Windows");
  }

  @Test
  void saysWhatASchemaShouldHaveRefused() throws Exception {
    Answer answer = admit(Gates.gate("chains: [{name: main, path: app}]"), Gates.tree(POD));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.UNFIT);
    assertThat(answer.warnings()).singleElement().asString().contains("starts with /");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{reason: an incident, until: '2027-01-31T13:00:00Z'}",
        "{reason: an incident, until: '2027-01-31T14:00:00+01:00'}",
        "{reason: an incident, until: '2027-01-31T13:00:00Z', image: 'api:1'}",
      })
  void releasesAtOnce(String release) throws Exception {
    Map<String, Object> pod = Gates.tree(POD);

    JsonNode annotations = applied(pod, admit(released(release), pod)).at("/metadata/annotations");

    assertThat(annotations.get("migrationgate.io/release").asText()).isEqualTo("an incident");
    assertThat(annotations.get("migrationgate.io/release-until").asText())
        .isEqualTo("2027-01-31T13:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{reason: over, until: '2027-01-31T12:00:00Z'}",
        "{reason: of another image, until: '2027-01-31T13:00:00Z', image: 'api:2'}",
        // The gate's own containers are none of the pod's.
        "{reason: of the gate, until: '2027-01-31T13:00:00Z', image: 'gate:1'}",
      })
  void doesNotReleaseOthers(String release) throws Exception {
    Map<String, Object> pod = Gates.tree(POD);

    Map<String, Object> once = map(applied(pod, admit(released(release), pod)));

    assertThat(once.toString()).doesNotContain("migrationgate.io/release");
    assertThat(admit(released(release), once).patch()).isEmpty();
  }

  @Test
  void leavesSomebodysOwnRelease() throws Exception {
    Map<String, Object> pod =
        Gates.tree(
            POD.replace("annotations: {", "annotations: {migrationgate.io/release: by hand, "));

    JsonNode annotations =
        applied(pod, admit(released("{reason: a, until: '2027-02-01T00:00:00Z'}"), pod))
            .at("/metadata/annotations");

    assertThat(annotations.get("migrationgate.io/release").asText()).isEqualTo("by hand");
    assertThat(annotations.has("migrationgate.io/release-until")).isFalse();
  }

  @Test
  void needsToKnowItsImage() throws Exception {
    Answer answer =
        new PodAdmission(
                found(Gates.simple()),
                Optional.empty(),
                () -> ClusterAbilities.NONE,
                InstantSource.fixed(NOW))
            .answer(review(Gates.tree(POD)), Deadline.in(Duration.ofSeconds(1)));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.FAILED);
    assertThat(answer.warnings()).singleElement().asString().contains("migration-gate.image");
  }

  private static MigrationGate released(String release) throws Exception {
    return Gates.gate(
        "chains: [{name: main, path: /app/alembic.ini}]\nreleases: [%s]".formatted(release));
  }

  private static Answer admit(MigrationGate gate, Map<String, Object> pod) {
    return answer(found(gate), pod);
  }

  private static GateDirectory found(MigrationGate gate) {
    return (name, deadline) -> new GateLookup.Found(gate);
  }

  private static Answer answer(GateDirectory gates, Map<String, Object> pod) {
    return new PodAdmission(
            gates,
            Optional.of(IMAGE),
            () -> new ClusterAbilities(false, true),
            InstantSource.fixed(NOW))
        .answer(review(pod), Deadline.in(Duration.ofSeconds(1)));
  }

  private static PodReview review(Map<String, Object> pod) {
    return new PodReview("1", "shop", true, pod);
  }

  private static JsonNode applied(Map<String, Object> pod, Answer answer) {
    return io.fabric8.zjsonpatch.JsonPatch.apply(JSON.valueToTree(answer.patch()), tree(pod));
  }

  private static JsonNode tree(Map<String, Object> pod) {
    return JSON.valueToTree(pod);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode tree) throws Exception {
    return JSON.treeToValue(tree, Map.class);
  }

  private static ObjectNode container(JsonNode pod, String name) {
    for (JsonNode container : pod.at("/spec/initContainers")) {
      if (container.get("name").asText().equals(name)) {
        return (ObjectNode) container;
      }
    }
    throw new AssertionError("no " + name);
  }

  private static String flag(JsonNode pod, String start) {
    for (JsonNode argument : container(pod, "migration-gate-check").get("args")) {
      if (argument.asText().startsWith(start)) {
        return argument.asText();
      }
    }
    throw new AssertionError(List.of(start, "is not there").toString());
  }
}
