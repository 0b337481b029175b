package io.migrationgate.operator.judgement;

import static io.migrationgate.operator.judgement.GateFixture.gate;
import static io.migrationgate.operator.judgement.GateFixture.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.observation.PodFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartedEntriesTest {

  private static final String SUMS = "1.2.3.4.5.6.7";

  private static PodFixture started(String pod, String image, GateMessage verdict) {
    return PodFixture.named(pod)
        .gated()
        .of("new", image)
        .checked(verdict)
        .holdEnded(0, "Passed")
        .ready();
  }

  private static GateMessage chain(int revisions, int headCount, String sums, String... heads) {
    return GateMessage.of(
        List.of(
            new ChainNote(
                "main",
                Outcome.PASS,
                "Passed",
                List.of(),
                OptionalInt.of(revisions),
                OptionalInt.of(headCount),
                List.of(heads),
                "",
                "",
                sums)),
        List.of());
  }

  private static StartedStatus entry(String image, int revisions, String head, String since) {
    return new StartedStatus("main", image, revisions, List.of(head), SUMS, since);
  }

  private static MigrationGate known(StartedStatus... entries) {
    MigrationGate gate = gate("");
    gate.setStatus(
        new MigrationGateStatus(
            3L,
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(entries)));
    return gate;
  }

  @Test
  void aReadyPodTellsWhatItsChainIsLike() {
    assertThat(
            StartedEntries.of(
                gate(""), seen(started("a", "registry/api:2", chain(7, 1, SUMS, "0148")))))
        .containsExactly(entry("registry/api:2", 7, "0148", PodFixture.LET_GO_AT));
  }

  /** Where the spec names no container, the pod does, as it does for the webhook. */
  @Test
  void theContainerThatIsMeantHasTheImage() {
    MigrationGate gate = gate("");
    gate.setSpec(
        Serialization.unmarshal(
            "chains: [{name: main, path: /app/alembic.ini}]", MigrationGateSpec.class));
    GateMessage verdict = chain(7, 1, SUMS, "0148");
    PodFixture annotated =
        started("a", "registry/api:2", verdict)
            .beside("mesh", "mesh:1")
            .annotated("kubectl.kubernetes.io/default-container", "api");
    PodFixture unclear = started("b", "registry/api:2", verdict).beside("mesh", "mesh:1");

    assertThat(StartedEntries.of(gate, seen(annotated)))
        .extracting(StartedStatus::image)
        .containsExactly("registry/api:2");
    assertThat(StartedEntries.of(gate, seen(started("c", "registry/api:2", verdict)))).hasSize(1);
    assertThat(StartedEntries.of(gate, seen(unclear))).isEmpty();
  }

  @Test
  void aPodThatIsNotReadyMayHaveRunNothing() {
    PodFixture letGo =
        PodFixture.named("a").gated().checked(chain(7, 1, SUMS, "0148")).holdEnded(0, "Passed");
    PodFixture held = PodFixture.named("b").gated().checked(PodFixture.forked()).holding().ready();

    assertThat(StartedEntries.of(gate(""), seen(letGo, held))).isEmpty();
  }

  @Test
  void whateverLetItStartWhatHasRunHasRun() {
    PodFixture audited =
        PodFixture.named("a").gated().checked(PodFixture.forked()).holdEnded(0, "Audited").ready();

    assertThat(StartedEntries.of(gate(""), seen(audited)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.heads()).containsExactly("0146", "0148"));
  }

  @Test
  void anotherPodOfAnImageChangesNothing() {
    StartedStatus first = entry("registry/api:2", 7, "0148", "2026-11-20T10:00:00Z");

    assertThat(
            StartedEntries.of(
                known(first), seen(started("a", "registry/api:2", chain(7, 1, SUMS, "0148")))))
        .containsExactly(first);
  }

  @Test
  void aNameThatHasGotAnotherMeaningHasTheNewOne() {
    assertThat(
            StartedEntries.of(
                known(entry("registry/api:2", 6, "0147", "2026-11-20T10:00:00Z")),
                seen(started("a", "registry/api:2", chain(7, 1, SUMS, "0148")))))
        .containsExactly(entry("registry/api:2", 7, "0148", PodFixture.LET_GO_AT));
  }

  @Test
  void theYoungestThreeImagesOfAChainAreKept() {
    List<StartedStatus> before = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      before.add(entry("registry/api:" + i, i, "000" + i, "2026-11-2" + i + "T09:00:00Z"));
    }
    MigrationGate gate = known(before.get(0), before.get(1), before.get(2), before.get(3));

    assertThat(StartedEntries.of(gate, seen()))
        .containsExactly(before.get(3), before.get(2), before.get(1));
  }

  @Test
  void aRollbackLeavesTheYoungestWhereItIs() {
    StartedStatus older = entry("registry/api:1", 7, "0148", "2026-11-19T10:00:00Z");
    StartedStatus younger = entry("registry/api:2", 8, "0149", "2026-11-20T10:00:00Z");

    assertThat(
            StartedEntries.of(
                known(younger, older),
                seen(started("a", "registry/api:1", chain(7, 1, SUMS, "0148")))))
        .containsExactly(younger, older);
  }

  @Test
  void aChainThatTheSpecHasNoMoreIsForgotten() {
    StartedStatus other =
        new StartedStatus("other", "registry/api:1", 1, List.of("a"), null, PodFixture.HELD_AT);

    assertThat(StartedEntries.of(known(other), seen())).isEmpty();
  }

  @Test
  void whatIsCutOrMadeUpIsNoMeasure() {
    for (GateMessage verdict :
        List.of(
            chain(7, 2, SUMS, "0148"),
            chain(0, 1, SUMS, "0148"),
            chain(7, 1, SUMS, "two words"),
            chain(1, 2, SUMS, "a", "b"),
            chain(7, 0, SUMS))) {
      assertThat(StartedEntries.of(gate(""), seen(started("a", "registry/api:2", verdict))))
          .as(verdict.toString())
          .isEmpty();
    }
    assertThat(
            StartedEntries.of(
                gate(""), seen(started("a", "registry/api:2", chain(7, 1, "no sums", "0148")))))
        .singleElement()
        .extracting(StartedStatus::sums)
        .isNull();
  }

  // --- what is decided
  // -----------------------------------------------------------------------------

  private static GateMessage inserted(String head, @Nullable String also) {
    return GateMessage.of(
        List.of(
            new ChainNote(
                "main",
                Outcome.BLOCKED,
                "InsertedBelow",
                also == null ? List.of() : List.of(also),
                OptionalInt.of(7),
                OptionalInt.of(1),
                List.of(head),
                "x stands below",
                "")),
        List.of());
  }

  @Test
  void podsThatWaitForTheComparisonGoWhenOneOfThemHasStarted() {
    StartedBefore started =
        new StartedBefore(List.of(entry("registry/api:2", 7, "0148", PodFixture.LET_GO_AT)));

    assertThat(started.settles(inserted("0148", null))).isTrue();
    assertThat(started.settles(inserted("0147", null))).isFalse();
    assertThat(started.settles(inserted("0148", "MultipleHeads"))).isFalse();
    assertThat(started.settles(PodFixture.passed())).isFalse();
    assertThat(started.settles(PodFixture.forked())).isFalse();
    assertThat(new PolicyNow(gate("").getSpec(), started).allows(inserted("0148", null), true))
        .contains("InsertedBelow is no reason to wait now");
    assertThat(new PolicyNow(gate("").getSpec(), started).allows(inserted("0147", null), true))
        .isEmpty();
  }

  @Test
  void aReleasedPodThatHasStartedLeavesTheGateReady() {
    PodFixture released =
        PodFixture.named("a")
            .gated()
            .checked(inserted("0148", null))
            .holdEnded(0, "Released")
            .ready();
    PodFixture waiting = PodFixture.named("b").gated().checked(inserted("0148", null)).holding();

    Assessment assessment = Judge.assess(gate(""), seen(released, waiting));

    assertThat(assessment.statements())
        .filteredOn(statement -> statement.type().equals("Ready"))
        .singleElement()
        .satisfies(
            ready -> {
              assertThat(ready.truth()).isEqualTo(Assessment.Truth.TRUE);
              assertThat(ready.reason()).isEqualTo("PolicyAllows");
            });
    assertThat(assessment.pods())
        .filteredOn(pod -> pod.pod().name().equals("b"))
        .singleElement()
        .satisfies(pod -> assertThat(pod.grounds()).isPresent());
  }
}
