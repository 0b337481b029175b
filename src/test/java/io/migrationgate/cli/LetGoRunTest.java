package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.adapter.cluster.GatedPods;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Who is let go, in which order, and what is said of it. */
class LetGoRunTest {

  private static final String CHECKED = "{name: migration-gate-check, state: {terminated: {exitCode: 0}}}";
  private static final String HELD = CHECKED + ", {name: migration-gate-hold, state: {running: {}}}";
  private static final String PASSED =
      CHECKED + ", {name: migration-gate-hold, state: {terminated: {exitCode: 0}}}";
  private static final String STUCK =
      "{name: migration-gate-check, state: {waiting: {reason: ErrImagePull}}}";

  private final RememberingPods cluster = new RememberingPods();
  private final StringWriter error = new StringWriter();

  @Test
  void letsGoWhoIsHeldOrWillBe() throws Exception {
    cluster.pods.add(pod("held", HELD));
    cluster.pods.add(pod("judging", ""));
    cluster.pods.add(pod("passed", PASSED));

    String said = run("-n", "shop");

    assertThat(cluster.asked)
        .containsExactly("list shop", "held: Migration Gate was uninstalled", "judging: Migration Gate was uninstalled");
    assertThat(said).isEqualTo("Let go pod shop/held\nLet go pod shop/judging\nLet go 2 pods.\n");
  }

  /** A pod may be given the gate while the webhook is being stopped. */
  @Test
  void stopsTheWebhookFirstAndLooksTwice() throws Exception {
    cluster.pods.add(pod("held", HELD));

    String said = run("--all-namespaces", "--webhook", "gate", "--reason", "why");

    assertThat(cluster.asked).containsExactly("stop gate", "list", "held: why", "list");
    assertThat(said)
        .startsWith("Stopped the webhook gate: no more pods are given the gate.\n")
        .endsWith("Let go 1 pod.\n");
  }

  @Test
  void saysWhoWillWaitOn() throws Exception {
    cluster.pods.add(pod("stuck", STUCK));

    run();

    assertThat(error)
        .hasToString(
            "migration-gate: pod shop/stuck will wait on, since its gate does not start"
                + " (ErrImagePull): delete the pod, and the next one comes without the gate\n");
  }

  @Test
  void looksInEveryNamespaceThatIsNamed() throws Exception {
    assertThat(run("-n", "shop,bank", "-n", "club")).isEqualTo("No pod is held.\n");
    assertThat(cluster.asked).containsExactly("list shop", "list bank", "list club");
  }

  @Test
  void doesNotCountWhoHasGone() throws Exception {
    cluster.pods.add(pod("held", HELD));
    cluster.gone = true;

    assertThat(run("-A")).isEqualTo("No pod is held.\n");
  }

  @Test
  void refusesAMixtureBeforeItAsksAnybody() {
    assertThatThrownBy(() -> command("-A", "-n", "shop").inCluster())
        .isInstanceOf(CommandFailure.class)
        .hasMessage("give --namespace or --all-namespaces: one of them");
  }

  private String run(String... words) throws Exception {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(error), false);
    ExitCode code =
        new LetGoRun(
                new CommandLine(new LetGoCommand().spec()).parseArgs(words), console, Duration.ZERO)
            .in("own", cluster);
    assertThat(code).isEqualTo(ExitCode.PASS);
    console.out().flush();
    console.err().flush();
    return out.toString();
  }

  private static LetGoRun command(String... words) {
    Console console =
        new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
    return new LetGoRun(
        new CommandLine(new LetGoCommand().spec()).parseArgs(words), console, Duration.ZERO);
  }

  private static Pod pod(String name, String initContainerStatuses) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: shop, uid: uid-%1$s,
          creationTimestamp: "2027-01-01T09:00:00Z", labels: {migrationgate.io/gate: api},
          annotations: {migrationgate.io/gate-uid: g}}
        spec:
          initContainers: [{name: migration-gate-check}, {name: migration-gate-hold}]
          containers: [{name: app, image: "api:1"}]
        status: {phase: Pending, initContainerStatuses: [%2$s]}
        """
            .formatted(name, initContainerStatuses),
        Pod.class);
  }

  /** Writes down what is asked of it. */
  private static final class RememberingPods implements GatedPods {

    private final List<String> asked = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private boolean gone;

    @Override
    public List<Pod> waitingIn(String namespace) {
      asked.add("list " + namespace);
      return pods;
    }

    @Override
    public List<Pod> waiting() {
      asked.add("list");
      return pods;
    }

    @Override
    public boolean letGo(Pod pod, String reason, boolean rehearsal) {
      asked.add(pod.getMetadata().getName() + ": " + reason);
      return !gone;
    }

    @Override
    public boolean stopWebhook(String configuration, boolean rehearsal) {
      asked.add("stop " + configuration);
      return true;
    }
  }
}
