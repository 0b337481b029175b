package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.cluster.AppImages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forked chain is rolled out over a good one, and then mended. */
class RolloutIT {

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
  void tellsARolloutFromItsGoodStartToItsMending() throws Exception {
    cluster.gate("api");
    cluster.awaitSays("api", "Ready", "Unknown NoPods");
    Instant unknownSince = readySince();

    cluster.applyGated("api", Apps.deployment("api", AppImages.GOOD, 2));
    cluster.awaitSays("api", "Ready", "True Passed");
    cluster.awaitCounts("api", "Deployment", "api", "held 0, passed 2, ungated 0");
    assertThat(cluster.says("api", "HeadCount")).isEqualTo("True AsAllowed");
    assertThat(cluster.says("api", "OldPodsKept")).isEqualTo("True NothingHeld");
    assertThat(cluster.condition("api", "Reconciling")).isEmpty();
    assertThat(cluster.chain("api").image()).isEqualTo(AppImages.GOOD);
    Instant readySince = readySince();
    assertThat(readySince).isAfterOrEqualTo(unknownSince);
    for (Pod good : cluster.pods("api")) {
      assertThat(OperatedNamespace.passedSays(good)).isEqualTo("True Passed");
    }

    cluster.applyGated("api", Apps.deployment("api", AppImages.FORKED, 2));
    cluster.awaitSays("api", "Ready", "False MultipleHeads");
    cluster.awaitCounts("api", "Deployment", "api", "held 1, passed 2, ungated 0");
    assertThat(cluster.says("api", "OldPodsKept")).isEqualTo("True Kept");
    assertForkedChainIsShown();
    Pod held = cluster.pods("api").getLast();
    assertThat(OperatedNamespace.isHeld(held)).isTrue();
    cluster.await("the held pod says so", () -> passed().equals("False MultipleHeads"));
    assertThat(cluster.eventReasons("Pod", held.getMetadata().getName())).containsExactly("Held");
    assertThat(cluster.eventReasons("Deployment", "api")).containsExactly("Held");
    assertThat(cluster.events("Deployment", "api").getFirst().getMessage())
        .contains("MultipleHeads", "migration-gate merge");

    Instant notReadySince = readySince();
    // Another generation is looked at, and what was said since then stays said since then.
    cluster.gate("api", "holdTimeout: 24h");
    long generation = cluster.mgate("api").getMetadata().getGeneration();
    cluster.await(
        "the new generation is looked at",
        () -> cluster.status("api").observedGeneration() == generation);
    assertThat(cluster.status("api").conditions())
        .allSatisfy(c -> assertThat(c.getObservedGeneration()).isEqualTo(generation));
    assertThat(readySince()).isEqualTo(notReadySince);
    assertConditionSurvivesTheKubelet(held.getMetadata().getName());

    cluster.applyGated("api", Apps.deployment("api", AppImages.FIXED, 2));
    cluster.awaitSays("api", "Ready", "True Passed");
    cluster.awaitCounts("api", "Deployment", "api", "held 0, passed 2, ungated 0");
    assertThat(cluster.chain("api").image()).isEqualTo(AppImages.FIXED);
    assertThat(cluster.status("api").held()).isZero();
    assertThat(cluster.eventReasons("Deployment", "api")).containsExactly("Held", "Released");
  }

  private static void assertForkedChainIsShown() throws Exception {
    MigrationGateStatus status = cluster.status("api");
    assertThat(status.heads()).isEqualTo(2);
    assertThat(status.held()).isEqualTo(1);
    assertThat(status.image()).isEqualTo(AppImages.FORKED);
    ChainStatus chain = cluster.chain("api");
    assertThat(chain.verdict()).isEqualTo(VerdictWord.BLOCKED);
    assertThat(chain.reason()).isEqualTo("MultipleHeads");
    assertThat(chain.image()).isEqualTo(AppImages.FORKED);
    assertThat(chain.heads()).isEqualTo(2);
    assertThat(chain.headIds()).hasSize(2);
    assertThat(chain.revisions()).isEqualTo(7);
    assertThat(chain.remedy()).contains("migration-gate merge");
    WorkloadStatus workload = status.workloads().getFirst();
    assertThat(workload.apiVersion()).isEqualTo("apps/v1");
    assertThat(workload.reason()).isEqualTo("MultipleHeads");
    assertThat(workload.oldPodsKept()).isTrue();
    assertThat(workload.heldSince()).isEqualTo(chain.judgedAt());
    assertThat(columns("api")).containsExactly("api", "False", "MultipleHeads", "2", "1");
  }

  /** As {@code kubectl} shows it, without the age. */
  private static List<String> columns(String gate) throws Exception {
    String[] lines = cluster.cluster().kubectl("get", "mgate", gate).strip().split("\n");
    assertThat(List.of(lines[0].split("\\s+")))
        .containsExactly("NAME", "READY", "REASON", "HEADS", "HELD", "AGE");
    List<String> words = List.of(lines[1].split("\\s+"));
    return words.subList(0, words.size() - 1);
  }

  /** The kubelet writes a pod's status anew whenever one of its containers changes. */
  private static void assertConditionSurvivesTheKubelet(String pod) throws Exception {
    PodCondition before = OperatedNamespace.passed(cluster.pod(pod)).orElseThrow();
    cluster
        .cluster()
        .kubectl("annotate", "pod", pod, "migrationgate.io/release=of-this-one-by-hand");
    cluster.await("the pod runs", () -> OperatedNamespace.isRunning(cluster.pod(pod)));
    cluster.await(
        "it is said to be released",
        () -> OperatedNamespace.passedSays(cluster.pod(pod)).equals("True Released"));
    PodCondition after = OperatedNamespace.passed(cluster.pod(pod)).orElseThrow();
    assertThat(Instant.parse(after.getLastTransitionTime()))
        .isAfter(Instant.parse(before.getLastTransitionTime()));
    cluster.await(
        "the kubelet says that it is ready, and the condition is still there",
        () ->
            cluster.pod(pod).getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"))
                && OperatedNamespace.passedSays(cluster.pod(pod)).equals("True Released"));
    assertThat(cluster.eventReasons("Pod", pod)).containsExactly("Held", "Released");
  }

  @Test
  void saysThatNothingServesWhileARecreatedAppIsHeld() throws Exception {
    String[] recreate = {"strategy: {type: Recreate}"};
    cluster.gate("recreated");
    cluster.applyGated("recreated", Apps.deployment("recreated", AppImages.GOOD, 1, recreate));
    cluster.awaitSays("recreated", "Ready", "True Passed");

    cluster.applyGated("recreated", Apps.deployment("recreated", AppImages.FORKED, 1, recreate));
    cluster.awaitSays("recreated", "Ready", "False MultipleHeads");
    cluster.awaitSays("recreated", "OldPodsKept", "False NotKept");

    assertThat(cluster.condition("recreated", "OldPodsKept").map(Condition::getMessage))
        .hasValueSatisfying(text -> assertThat(text).contains("Deployment/recreated", "Recreate"));
    assertThat(cluster.status("recreated").workloads().getFirst().oldPodsKept()).isFalse();
    assertThat(cluster.status("recreated").workloads().getFirst().passed()).isZero();
  }

  private static Instant readySince() {
    return Instant.parse(cluster.condition("api", "Ready").orElseThrow().getLastTransitionTime());
  }

  private static String passed() {
    return OperatedNamespace.passedSays(cluster.pods("api").getLast());
  }
}
