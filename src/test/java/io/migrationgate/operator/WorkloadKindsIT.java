package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.migrationgate.cluster.AppImages;
import io.migrationgate.core.injection.GateNames;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods of every kind of workload, and such as the gate is not in or cannot start in. */
class WorkloadKindsIT {

  private static final String ONE_HELD = "held 1, passed 0, ungated 0";

  @TempDir static Path scratch;

  private static OperatedNamespace cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = OperatedNamespace.required(scratch);
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void namesTheWorkloadAsPeopleKnowIt() throws Exception {
    cluster.gate("kinds");
    cluster.applyGated("kinds", Apps.statefulSet("ordered", AppImages.FORKED, 1));
    cluster.applyGated("kinds", Apps.daemonSet("everywhere", AppImages.FORKED, cluster.aNode()));
    cluster.applyGated("kinds", Apps.job("once", AppImages.FORKED));
    cluster.applyGated("kinds", Apps.cronJob("nightly", AppImages.FORKED));
    cluster.applyGated("kinds", Apps.pod("alone", AppImages.FORKED));
    cluster.cluster().kubectl("create", "job", "tonight", "--from=cronjob/nightly");

    cluster.awaitCounts("kinds", "StatefulSet", "ordered", ONE_HELD);
    cluster.awaitCounts("kinds", "DaemonSet", "everywhere", ONE_HELD);
    cluster.awaitCounts("kinds", "Job", "once", ONE_HELD);
    cluster.awaitCounts("kinds", "CronJob", "nightly", ONE_HELD);
    cluster.awaitCounts("kinds", "Pod", "alone", ONE_HELD);
    assertThat(cluster.status("kinds").held()).isEqualTo(5);
    assertThat(cluster.status("kinds").workloads())
        .filteredOn(entry -> entry.oldPodsKept() != null)
        .extracting(entry -> entry.kind() + " " + entry.oldPodsKept())
        .containsExactlyInAnyOrder("StatefulSet false", "DaemonSet false");
    for (String[] workload :
        List.of(
            new String[] {"StatefulSet", "ordered"},
            new String[] {"DaemonSet", "everywhere"},
            new String[] {"Job", "once"},
            new String[] {"CronJob", "nightly"},
            new String[] {"Pod", "alone"})) {
      cluster.await(
          "it is told on " + String.join(" ", workload),
          () -> cluster.eventReasons(workload[0], workload[1]).equals(List.of("Held")));
    }
  }

  @Test
  void looksNoBetterThanTheWorstOfItsWorkloads() throws Exception {
    cluster.gate("two");
    cluster.applyGated("two", Apps.deployment("worker", AppImages.GOOD, 1));
    cluster.awaitSays("two", "Ready", "True Passed");
    cluster.applyGated("two", Apps.deployment("web", AppImages.FORKED, 1));

    cluster.awaitSays("two", "Ready", "False MultipleHeads");
    cluster.awaitCounts("two", "Deployment", "web", ONE_HELD);
    assertThat(cluster.counts("two", "Deployment", "worker"))
        .isEqualTo("held 0, passed 1, ungated 0");
    assertThat(cluster.chain("two").image()).isEqualTo(AppImages.FORKED);
    assertThat(cluster.status("two").heads()).isEqualTo(2);
  }

  /** The chain's entry is about what is to run, the workload's about all there is. */
  @Test
  void tellsTheNewImageFromTheOneBeforeInTheMiddleOfARollout() throws Exception {
    cluster.gate("halfway");
    String before =
        Apps.statefulSet("halves", AppImages.FORKED, 2)
            .replace("  replicas:", "  podManagementPolicy: Parallel\n  replicas:");
    cluster.applyGated("halfway", before);
    cluster.awaitCounts("halfway", "StatefulSet", "halves", "held 2, passed 0, ungated 0");

    String half =
        before
            .replace(AppImages.FORKED, AppImages.FIXED)
            .replace(
                "  replicas:",
                "  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}\n"
                    + "  replicas:");
    cluster.applyGated("halfway", half);
    cluster.awaitCounts("halfway", "StatefulSet", "halves", "held 1, passed 1, ungated 0");

    cluster.awaitSays("halfway", "Ready", "True Passed");
    assertThat(cluster.chain("halfway").image()).isEqualTo(AppImages.FIXED);
    assertThat(cluster.status("halfway").heads()).isEqualTo(1);
    assertThat(cluster.status("halfway").held()).isEqualTo(1);
    assertThat(cluster.status("halfway").workloads().getFirst().reason())
        .isEqualTo("MultipleHeads");
    assertThat(cluster.says("halfway", "OldPodsKept")).isEqualTo("False NotKept");
  }

  @Test
  void showsAPodThatHasNoGateInIt() throws Exception {
    cluster.gate("ungated");
    cluster.apply(labelled("naked", Apps.podSpec(AppImages.GOOD, "sleep", "100000")));

    cluster.awaitSays("ungated", "Ready", "Unknown Ungated");
    cluster.awaitSays("ungated", "Ungated", "True StartedWithoutGate");
    cluster.awaitPassedSays("naked", "Unknown Ungated");
    assertThat(cluster.counts("ungated", "Pod", "naked")).isEqualTo("held 0, passed 0, ungated 1");
    assertThat(cluster.condition("ungated", "Ungated").map(Condition::getMessage))
        .hasValueSatisfying(text -> assertThat(text).contains("naked"));
    assertThat(cluster.eventReasons("Pod", "naked")).containsExactly("Ungated");
  }

  @Test
  void recognisesAMigrationThatAPodWithoutGateDiesOf() throws Exception {
    cluster.gate("crashing");
    String alembic =
        "echo 'FAILED: Multiple head revisions are present for given argument; please specify a"
            + " specific target revision' >&2; exit 255";
    cluster.apply(
        labelled(
            "crashing",
            Apps.podSpec(AppImages.FORKED, "sh", "-c", alembic)
                .replace(
                    "  imagePullPolicy",
                    "  terminationMessagePolicy: FallbackToLogsOnError\n  imagePullPolicy")));

    cluster.awaitPassedSays("crashing", "False MultipleHeads");
    cluster.await(
        "it crashes again and again",
        () ->
            cluster.pod("crashing").getStatus().getContainerStatuses().getFirst().getRestartCount()
                > 1);
    cluster.awaitPassedSays("crashing", "False MultipleHeads");
    assertThat(cluster.eventReasons("Pod", "crashing"))
        .containsOnlyOnce("MigrationFailed")
        .isSubsetOf("MigrationFailed", "Ungated");
    assertThat(OperatedNamespace.passed(cluster.pod("crashing")).orElseThrow().getMessage())
        .contains("container app", "Multiple head revisions are present");
  }

  @Test
  void saysThatTheGateItselfCannotStart() throws Exception {
    cluster.gate("unstartable");
    cluster.applyGatedInVain("unstartable", Apps.deployment("stuck", AppImages.GOOD, 1));

    cluster.awaitSays("unstartable", "Ready", "False GateCannotStart");
    cluster.awaitSays("unstartable", "Stalled", "True GateCannotStart");
    assertThat(cluster.condition("unstartable", "Stalled").map(Condition::getMessage))
        .hasValueSatisfying(
            text -> assertThat(text).contains("ErrImageNeverPull", "localhost/no-such-gate:1"));
    cluster.await(
        "it is told",
        () -> cluster.eventReasons("Deployment", "stuck").contains("GateCannotStart"));

    cluster.applyGated("unstartable", Apps.deployment("stuck", AppImages.GOOD, 1));
    cluster.awaitSays("unstartable", "Ready", "True Passed");
    assertThat(cluster.condition("unstartable", "Stalled")).isEmpty();
  }

  private static String labelled(String name, String podSpec) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          labels: {%s: %s}
        spec:
        """
            .formatted(name, GateNames.LABEL, name.equals("naked") ? "ungated" : name)
        + podSpec.indent(2);
  }
}
