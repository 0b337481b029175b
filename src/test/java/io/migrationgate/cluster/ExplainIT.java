package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.PackagedCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged {@code explain} against a real API server. No kubelet starts these pods: the test
 * writes their status, and that of the gate, as a kubelet and an operator would.
 */
class ExplainIT {

  private static final String FORK =
      """
      migration-gate/1 Blocked MultipleHeads
      chain main verdict=Blocked reason=MultipleHeads revisions=7 heads=2 ids=0146,0148
      says main 2 heads where 1 is allowed: 0146, 0148
      mend main Run `migration-gate merge migrations/versions`.
      end
      """;

  private static final String PASS =
      """
      migration-gate/1 Pass Passed
      chain main verdict=Pass reason=Passed revisions=7 heads=1 ids=0148
      end
      """;

  @TempDir static Path temp;

  private static Kubectl kubectl;
  private static String ofDeployment;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("explain");
    apply(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: shop}
        spec:
          chains: [{name: main, path: /app}]
        """);
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          replicas: 1
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api, migrationgate.io/gate: shop}}
            spec:
        """
            + gated("      ", "api:2"));
    apply(pod("passed", "shop", gated("  ", "api:1")));
    apply(pod("ungated", "shop", plain("  ", "api:1")));
    apply(pod("orphan", "gone", gated("  ", "api:3")));
    apply(pod("unrelated", "", plain("  ", "api:1")));
    Cluster.await(() -> !podOfDeployment().isEmpty());
    ofDeployment = podOfDeployment();
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600).toString();
    say(ofDeployment, FORK, "running: {startedAt: \"" + now + "\"}");
    say("orphan", FORK, "running: {startedAt: \"" + now + "\"}");
    say(
        "passed",
        PASS,
        "terminated: {exitCode: 0, finishedAt: \"%s\", message: \"migration-gate-hold/1 Passed\\nsays x\\nend\\n\"}"
            .formatted(now));
  }

  @AfterAll
  static void clear() throws Exception {
    if (kubectl != null) {
      kubectl.close();
    }
  }

  private static String podOfDeployment() throws Exception {
    return kubectl.must("get", "pods", "-l", "app=api", "-o", "jsonpath={.items[0].metadata.name}");
  }

  @Test
  void tellsTheStoryOfAGate() throws Exception {
    String told = told("gate/shop");

    assertThat(told)
        .startsWith("Gate shop in " + kubectl.namespace() + ": 1 of 3 pods is held\n")
        .contains("held     pod/" + ofDeployment + " of deployment/api")
        .contains("MultipleHeads, for 10 min (since 20")
        .contains("passed   pod/passed")
        .contains("ungated  pod/ungated")
        .contains("chain main: 2 heads where 1 is allowed: 0146, 0148")
        .contains("0146 --+\n")
        .contains("0148 --+-- the revisions before\n")
        .contains("fix: Run `migration-gate merge migrations/versions`.")
        .contains("The operator has not said anything of this gate: is it running?")
        .contains(
            "kubectl annotate pod "
                + ofDeployment
                + " -n "
                + kubectl.namespace()
                + " migrationgate.io/release='why'");
    assertThat(told.indexOf("held     ")).isLessThan(told.indexOf("passed   "));
  }

  @ParameterizedTest
  @CsvSource({
    "deploy/api, Deployment api in",
    "deployments.apps/api, Deployment api in",
    "api, Deployment api in",
    "shop, Gate shop in",
    "mgate/shop, Gate shop in",
    "pod/passed, Pod passed in",
    "passed, Pod passed in",
    "gone, Gate gone in",
  })
  void knowsWhatIsMeant(String written, String title) throws Exception {
    assertThat(told(written)).startsWith(title);
  }

  @Test
  void tellsOfPodsWhoseGateIsGone() throws Exception {
    assertThat(told("pod/orphan")).contains("1 of 1 pod is held").contains("kubectl annotate pod");
    assertThat(told("gone")).startsWith("Gate gone in " + kubectl.namespace() + " (which does not");
  }

  /** What only the operator knows, from the gate's status. */
  @Test
  void passesOnWhatTheOperatorSays() throws Exception {
    apply(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: status}
        spec:
          chains: [{name: main, path: /app}]
          releases: [{reason: incident 42, until: "2099-01-01T00:00:00Z"}]
        """);
    apply(pod("of-status", "status", gated("  ", "api:2")));
    say("of-status", FORK, "running: {startedAt: \"2026-01-01T00:00:00Z\"}");
    status(
        "mgate",
        "status",
        """
        status:
          conditions:
          - {type: Ready, status: 'False', reason: MultipleHeads, message: x,
             lastTransitionTime: "2026-01-01T00:00:00Z"}
          - {type: OldPodsKept, status: 'False', reason: Recreate, message: nothing goes on serving,
             lastTransitionTime: "2026-01-01T00:00:00Z"}
          - {type: WillFailOnRestart, status: 'True', reason: MultipleHeads, message: two pods would not,
             lastTransitionTime: "2026-01-01T00:00:00Z"}
          workloads:
          - {apiVersion: apps/v1, kind: Deployment, name: api, held: 1, passed: 0, ungated: 0,
             rollbacks: [{revision: api-1, image: "api:1", canStart: Pass, reason: Passed, message: as of now}]}
        """);

    assertThat(told("gate/status"))
        .contains("OldPodsKept=False: nothing goes on serving")
        .contains("WillFailOnRestart=True: two pods would not")
        .contains("api to api-1 (api:1): can start, as of now")
        .contains("until 2099-01-01T00:00:00Z: incident 42")
        .contains("Pods that are still held have not been told")
        .contains("migration-gate release status -n " + kubectl.namespace());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pod/pased | there is no pod pased in the namespace NS; did you mean passed?",
        "deploy/nope | there is no deployment/nope in the namespace NS",
        "sts/api | there is no statefulset/api in the namespace NS; did you mean deployment/api?",
        "gate/shup | there is no gate shup in the namespace NS; did you mean shop?",
        "shup | there is no gate, pod or gated workload shup in the namespace NS; did you mean"
            + " shop?",
        "pod/unrelated | the pod unrelated has nothing to do with a gate: its template would need"
            + " the label migrationgate.io/gate",
        "service/api | there is no kind service that has pods here; write pod/, gate/, deploy/,"
            + " sts/, ds/, rs/, job/, cj/ or rollout/",
      })
  void saysInOneLineWhatIsNotThere(String written, String message) throws Exception {
    PackagedCommand run = explain(written);

    assertThat(run.error().lines())
        .singleElement()
        .asString()
        .startsWith("migration-gate: " + message.replace("NS", kubectl.namespace()));
    assertThat(run.exit()).isEqualTo(2);
  }

  /** As `kubectl migration-gate`, by the name that the distribution has for that. */
  @Test
  void isAPluginOfKubectl() throws Exception {
    Path bin = Path.of(System.getProperty("migrationgate.distribution"), "bin").toAbsolutePath();

    Kubectl.Run run = kubectl.withPath(bin).run("migration-gate", "explain", "gate/shop");

    assertThat(run.exit()).as(run.error()).isZero();
    assertThat(run.output()).startsWith("Gate shop in " + kubectl.namespace());
  }

  private static String told(String written) throws Exception {
    PackagedCommand run = explain(written);
    assertThat(run.exit()).as(run.error()).isZero();
    assertThat(run.error()).isEmpty();
    return run.output();
  }

  private static PackagedCommand explain(String written) throws Exception {
    return PackagedCommand.run(
        temp,
        Map.of("KUBECONFIG", System.getenv("KUBECONFIG")),
        "explain",
        written,
        "-n",
        kubectl.namespace());
  }

  private static void apply(String manifest) throws Exception {
    Path file = Files.writeString(Files.createTempFile(temp, "object", ".yaml"), manifest);
    kubectl.must("apply", "-f", file.toString());
  }

  private static String pod(String name, String gate, String spec) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s%s}
        spec:
        %s"""
        .formatted(
            name, gate.isEmpty() ? "" : ", labels: {migrationgate.io/gate: " + gate + "}", spec);
  }

  private static String plain(String indent, String image) {
    return """
        schedulerName: nobody
        containers: [{name: app, image: "%s"}]
        """
        .formatted(image)
        .indent(0)
        .lines()
        .map(line -> indent + line + "\n")
        .reduce("", String::concat);
  }

  private static String gated(String indent, String image) {
    return plain(indent, image)
        + indent
        + "initContainers: [{name: migration-gate-check, image: gate}, {name: migration-gate-hold,"
        + " image: gate}]\n";
  }

  private static void say(String pod, String message, String hold) throws Exception {
    status(
        "pod",
        pod,
        """
        status:
          initContainerStatuses:
          - name: migration-gate-check
            image: gate
            imageID: x
            ready: true
            restartCount: 0
            state: {terminated: {exitCode: 0, message: "%s"}}
          - name: migration-gate-hold
            image: gate
            imageID: x
            ready: false
            restartCount: 0
            state: {%s}
        """
            .formatted(message.replace("\n", "\\n"), hold));
  }

  private static void status(String kind, String name, String status) throws Exception {
    Path file = Files.writeString(Files.createTempFile(temp, "status", ".yaml"), status);
    kubectl.must(
        "patch",
        kind,
        name,
        "--subresource=status",
        "--type=merge",
        "--patch-file",
        file.toString());
  }
}
