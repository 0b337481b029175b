package io.migrationgate.operator.publication;

import static io.migrationgate.operator.judgement.GateFixture.gate;
import static io.migrationgate.operator.judgement.GateFixture.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.judgement.Assessment;
import io.migrationgate.operator.judgement.Judge;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.PodFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What kstatus, and so Flux, and Argo CD make of gates, by kstatus itself and by the interpreter
 * that Argo CD runs scripts with: see {@code src/test/go/health}.
 */
class GateHealthIT {

  private static final Path SCRIPT = Path.of("helm/migration-gate/files/argocd-health.lua");
  private static final Path SOURCES = Path.of("src/test/go/health");

  @TempDir static Path temp;

  private static Path program;

  @BeforeAll
  static void build() throws Exception {
    Optional<Path> go =
        Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/local/go/bin").split(":"))
            .map(folder -> Path.of(folder, "go"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(go.isPresent(), "no Go here: the health of gates is not asked of kstatus");
    program = temp.resolve("health");
    Path log = temp.resolve("build");
    Process build =
        new ProcessBuilder(go.orElseThrow().toString(), "build", "-o", program.toString(), ".")
            .directory(SOURCES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean built = build.waitFor(10, TimeUnit.MINUTES) && build.exitValue() == 0;
    String said = Files.readString(log);
    assumeTrue(
        built || !said.contains("dial tcp") && !said.contains("lookup"),
        "the modules of kstatus are not to be had: the health of gates is not asked of it");
    assertThat(built).as(said).isTrue();
  }

  @Test
  void isWhatPeopleExpect() throws Exception {
    Map<String, String> objects = new LinkedHashMap<>();
    Map<String, List<String>> expected = new LinkedHashMap<>();
    add(objects, expected, "new", notLookedAt(), "Current", "Progressing", "not looked at it");
    add(objects, expected, "changed", changed(), "InProgress", "Progressing", "this generation");
    add(objects, expected, "no pods", of("", seen()), "InProgress", "Healthy", "NoPods");
    add(
        objects,
        expected,
        "judging",
        of("", seen(pod("a").gated())),
        "InProgress",
        "Progressing",
        "Judging");
    add(objects, expected, "passed", of("", seen(good("a"))), "Current", "Healthy", "Passed");
    add(
        objects,
        expected,
        "held",
        of("", seen(held("a"))),
        "InProgress",
        "Degraded",
        "MultipleHeads");
    add(
        objects,
        expected,
        "held beside others that are judged",
        of("", seen(held("a"), pod("b").gated())),
        "InProgress",
        "Degraded",
        "MultipleHeads");
    add(
        objects,
        expected,
        "rolling out",
        of("", seen(good("a").of("old", "registry/api:1"), pod("b").gated())),
        "InProgress",
        "Progressing",
        "Judging");
    add(
        objects,
        expected,
        "stuck",
        of("", seen(pod("a").gated().checkWaiting("ImagePullBackOff", "no such image"))),
        "Failed",
        "Degraded",
        "GateCannotStart");
    add(
        objects,
        expected,
        "released",
        of("releases: [{reason: incident 42, until: '2026-11-21T12:00:00Z'}]", seen(held("a"))),
        "Current",
        "Healthy",
        "incident 42");
    add(
        objects,
        expected,
        "audited",
        of("enforcement: Audit", seen(held("a"))),
        "Current",
        "Healthy",
        "WouldBlock");
    add(objects, expected, "ungated", of("", seen(pod("a"))), "InProgress", "Healthy", "Ungated");
    add(
        objects,
        expected,
        "fails without a gate",
        of("", seen(pod("a").appDied("Can't locate revision identified by 'x'"))),
        "InProgress",
        "Degraded",
        "DatabaseAhead");
    add(
        objects,
        expected,
        "waits for a Job",
        of(
            "database: {urlFrom: {env: DATABASE_URL}, migratedBy: Job}",
            seen(
                pod("a")
                    .gated()
                    .checked(PodFixture.passedBut("DatabaseBehind", Outcome.BLOCKED))
                    .holding())),
        "InProgress",
        "Degraded",
        "DatabaseBehind");
    add(
        objects,
        expected,
        "would not come up again",
        fragile(),
        "Current",
        "Healthy",
        "MultipleHeads: would not come up");

    Map<String, List<String>> actual = new LinkedHashMap<>();
    List<JsonNode> answers = ask(objects.values());
    int next = 0;
    for (String name : objects.keySet()) {
      JsonNode answer = answers.get(next++);
      String message = answer.at("/argo/message").asText();
      String part = expected.get(name).get(2);
      actual.put(
          name,
          List.of(
              answer.at("/kstatus/status").asText(),
              answer.at("/argo/status").asText(),
              message.contains(part) ? part : message));
    }

    assertThat(actual).isEqualTo(expected);
  }

  /** While its new pods are held, and when the Deployment has waited as long as it was to. */
  @Test
  void ofADeploymentIsInProgressUntilItsDeadline() throws Exception {
    String running =
        """
        {"apiVersion": "apps/v1", "kind": "Deployment",\
         "metadata": {"name": "api", "namespace": "shop", "generation": 2},\
         "spec": {"replicas": 2, "progressDeadlineSeconds": 600},\
         "status": {"observedGeneration": 2, "replicas": 3, "updatedReplicas": 1,\
         "readyReplicas": 2, "availableReplicas": 2, "unavailableReplicas": 1, "conditions": [\
         {"type": "Available", "status": "True", "reason": "MinimumReplicasAvailable"},\
         {"type": "Progressing", "status": "%s", "reason": "%s", "message": "m"}]}}""";
    List<JsonNode> answers =
        ask(
            List.of(
                running.formatted("True", "ReplicaSetUpdated"),
                running.formatted("False", "ProgressDeadlineExceeded")));

    assertThat(answers)
        .extracting(answer -> answer.at("/kstatus/status").asText())
        .containsExactly("InProgress", "Failed");
  }

  private static void add(
      Map<String, String> objects,
      Map<String, List<String>> expected,
      String name,
      MigrationGate gate,
      String... what) {
    gate.setApiVersion("migrationgate.io/v1alpha1");
    gate.setKind("MigrationGate");
    objects.put(name, Serialization.asJson(gate));
    expected.put(name, List.of(what));
  }

  private static List<JsonNode> ask(Iterable<String> objects) throws Exception {
    Path in = Files.createTempFile(temp, "objects", "");
    Path out = Files.createTempFile(temp, "answers", "");
    Path err = Files.createTempFile(temp, "errors", "");
    Files.write(in, objects);
    Process process =
        new ProcessBuilder(program.toString(), SCRIPT.toString())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    List<JsonNode> answers = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }

  /** As the operator publishes it. */
  private static MigrationGate of(String spec, Observation seen) {
    MigrationGate gate = gate(spec);
    return with(gate, Judge.assess(gate, seen));
  }

  private static MigrationGate with(MigrationGate gate, Assessment assessment) {
    MigrationGate changed =
        new StatusPublication(Clock.systemUTC()).changed(gate, assessment).orElseThrow();
    gate.setStatus(changed.getStatus());
    return gate;
  }

  private static MigrationGate fragile() {
    MigrationGate gate = gate("");
    Assessment present = Judge.assess(gate, seen(good("a")));
    List<Assessment.Statement> statements = new ArrayList<>(present.statements());
    statements.add(
        new Assessment.Statement(
            "WillFailOnRestart", Assessment.Truth.TRUE, "MultipleHeads", "would not come up"));
    return with(
        gate,
        new Assessment(
            statements,
            present.chains(),
            present.workloads(),
            present.pods(),
            present.probes(),
            present.started(),
            present.releasedUntil(),
            present.again()));
  }

  private static MigrationGate notLookedAt() {
    return gate("");
  }

  /** Its spec is newer than its status. */
  private static MigrationGate changed() {
    MigrationGate gate = of("", seen(good("a")));
    gate.getMetadata().setGeneration(4L);
    return gate;
  }

  private static PodFixture pod(String name) {
    return PodFixture.named(name);
  }

  private static PodFixture good(String name) {
    return pod(name).gated().checked(PodFixture.passed()).holdEnded(0, "Passed");
  }

  private static PodFixture held(String name) {
    return pod(name).gated().checked(PodFixture.forked()).holding();
  }
}
