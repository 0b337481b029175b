package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.adapter.cluster.Gates;
import io.migrationgate.adapter.cluster.Pods;
import io.migrationgate.adapter.cluster.ReleaseEdit;
import io.migrationgate.api.v1alpha1.MigrationGate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is told of pods in a cluster that knows no MigrationGate: the pods tell enough. */
class ExplainRunTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2027-01-01T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void drawsAllHeadsThatAreKnown() throws Exception {
    String told =
        explain(
            "pod/api",
            """
            running: {startedAt: "2027-01-01T09:30:00Z"}""",
            "migration-gate/1 Blocked MultipleHeads\\nchain main verdict=Blocked"
                + " reason=MultipleHeads heads=4 ids=1,0002,03\\nend\\n");

    assertThat(told)
        .contains("MultipleHeads, for 2 h 30 min (since 2027-01-01T09:30:00Z)")
        .contains(
            """
                    1 -----------+
                    0002 --------+
                    03 ----------+
                    and 1 more --+-- the revisions before
            """)
        .contains("kubectl annotate pod api -n shop migrationgate.io/release='why'");
  }

  @Test
  void tellsWhyAPodPassedAllTheSame() throws Exception {
    String told =
        explain(
            "api",
            "terminated: {exitCode: 0, finishedAt: \"2027-01-01T09:30:00Z\", message:"
                + " \"migration-gate-hold/1 Released\\nsays x\\nend\\n\"}",
            "migration-gate/1 Unknown Undecided\\nchain main verdict=Unknown reason=Undecided\\nend\\n");

    assertThat(told)
        .startsWith("Gate api in shop (which does not exist): no pod is held")
        .contains("Released with the verdict Unknown, Undecided at 2027-01-01T09:30:00Z")
        .doesNotContain("What to type");
  }

  @Test
  void tellsThatTheGateItselfDoesNotStart() throws Exception {
    Pod pod =
        pod(
            """
            {name: migration-gate-check, state: {waiting: {reason: ErrImagePull,
             message: no such image}}}""");

    assertThat(explain("pod/api", pod))
        .contains("stuck    pod/api")
        .contains("does not start: ErrImagePull, migration-gate-check: no such image");
  }

  @Test
  void saysThatTheClusterKnowsNoGates() {
    assertThatThrownBy(() -> explain("gate/other", pod("")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("this cluster knows no MigrationGate")
        .matches(failure -> ((CommandFailure) failure).code() == ExitCode.UNKNOWN);
  }

  private static String explain(String written, String hold, String verdict) throws Exception {
    return explain(
        written,
        pod(
            """
            {name: migration-gate-check, state: {terminated: {exitCode: 0, message: "%s"}}},
            {name: migration-gate-hold, state: {%s}}"""
                .formatted(verdict, hold)));
  }

  private static Pod pod(String initContainerStatuses) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: api, namespace: shop, uid: u, creationTimestamp: "2027-01-01T09:00:00Z",
          labels: {migrationgate.io/gate: api}}
        spec:
          initContainers: [{name: migration-gate-check}, {name: migration-gate-hold}]
          containers: [{name: app, image: "api:1"}]
        status:
          phase: Pending
          initContainerStatuses: [
        %s]
        """
            .formatted(initContainerStatuses.indent(4)),
        Pod.class);
  }

  private static String explain(String written, Pod pod) throws Exception {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(out), false);
    new ExplainRun(new CommandLine(new ExplainCommand().spec()).parseArgs(written), console, NOON)
        .in("shop", new NoGates(), new OnePod(pod));
    return out.toString();
  }

  private static final class NoGates implements Gates {
    @Override
    public Optional<MigrationGate> find(String name) {
      return Optional.empty();
    }

    @Override
    public List<MigrationGate> all() {
      return List.of();
    }

    @Override
    public boolean areKnown() {
      return false;
    }

    @Override
    public boolean changeReleases(MigrationGate seen, List<ReleaseEdit> edits, boolean rehearsal) {
      throw new AssertionError("nothing is changed by explaining it");
    }
  }

  private record OnePod(Pod pod) implements Pods {
    @Override
    public Optional<Pod> find(String name) {
      return name.equals(pod.getMetadata().getName()) ? Optional.of(pod) : Optional.empty();
    }

    @Override
    public List<Pod> all() {
      return List.of(pod);
    }

    @Override
    public Owner ownerOf(Pod of) {
      return new Owner("v1", "Pod", of.getMetadata().getName());
    }

    @Override
    public boolean exists(Owner workload) {
      return false;
    }
  }
}
