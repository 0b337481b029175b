package io.migrationgate.operator.judgement;

import static io.migrationgate.operator.judgement.GateFixture.gate;
import static io.migrationgate.operator.judgement.GateFixture.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final String RELEASED =
      "releases: [{reason: incident 42, until: '2026-11-21T12:00:00Z'}]";

  private static final String WAITING_FOR_JOB =
      "database: {urlFrom: {env: DATABASE_URL}, migratedBy: Job}";

  private static PodFixture good(String name) {
    return PodFixture.named(name).gated().checked(PodFixture.passed()).holdEnded(0, "Passed");
  }

  private static PodFixture held(String name) {
    return PodFixture.named(name).gated().checked(PodFixture.forked()).holding();
  }

  private static String said(Assessment assessment, String type) {
    return assessment.statements().stream()
        .filter(statement -> statement.type().equals(type))
        .findFirst()
        .map(statement -> statement.truth().word() + " " + statement.reason())
        .orElse("nothing");
  }

  @Test
  void withoutPodsNothingIsKnown() {
    Assessment assessment = Judge.assess(gate(""), seen());

    assertThat(said(assessment, "Ready")).isEqualTo("Unknown NoPods");
    assertThat(said(assessment, "HeadCount")).isEqualTo("Unknown NoVerdict");
    assertThat(said(assessment, "Reconciling")).isEqualTo("nothing");
    assertThat(assessment.chains()).isEmpty();
  }

  @Test
  void podsThatPassedMakeItReady() {
    Assessment assessment = Judge.assess(gate(""), seen(good("a"), good("b")));

    assertThat(said(assessment, "Ready")).isEqualTo("True Passed");
    assertThat(said(assessment, "HeadCount")).isEqualTo("True AsAllowed");
    assertThat(said(assessment, "Database")).isEqualTo("nothing");
    assertThat(assessment.chains())
        .singleElement()
        .satisfies(
            chain -> {
              assertThat(chain.verdict()).isEqualTo(VerdictWord.PASS);
              assertThat(chain.heads()).isEqualTo(1);
              assertThat(chain.image()).isEqualTo("registry/api:2");
            });
    assertThat(assessment.workloads())
        .singleElement()
        .extracting(WorkloadStatus::passed, WorkloadStatus::held)
        .containsExactly(2, 0);
    assertThat(assessment.pods())
        .allSatisfy(pod -> assertThat(pod.announcement()).isEmpty())
        .allSatisfy(
            pod ->
                assertThat(pod.passed()).map(p -> p.status() + p.reason()).contains("TruePassed"));
  }

  @Test
  void aHeldPodOfTheNewestRevisionCountsAndNotTheOldOnes() {
    Assessment assessment =
        Judge.assess(gate(""), seen(good("old").of("old", "registry/api:1"), held("new")));

    assertThat(said(assessment, "Ready")).isEqualTo("False MultipleHeads");
    assertThat(said(assessment, "HeadCount")).isEqualTo("False MultipleHeads");
    assertThat(said(assessment, "OldPodsKept")).isEqualTo("True Kept");
    assertThat(assessment.chains())
        .singleElement()
        .satisfies(
            chain -> {
              assertThat(chain.heads()).isEqualTo(2);
              assertThat(chain.headIds()).containsExactly("0146", "0148");
              assertThat(chain.remedy()).contains("migration-gate merge");
            });
    assertThat(assessment.workloads())
        .singleElement()
        .satisfies(
            workload -> {
              assertThat(workload.held()).isEqualTo(1);
              assertThat(workload.passed()).isEqualTo(1);
              assertThat(workload.reason()).isEqualTo("MultipleHeads");
              assertThat(workload.heldSince()).isEqualTo(PodFixture.HELD_AT);
              assertThat(workload.oldPodsKept()).isTrue();
            });
  }

  @Test
  void anOldRevisionThatWaitsDoesNotSpoilANewOneThatPassed() {
    Assessment assessment =
        Judge.assess(gate(""), seen(held("old").of("old", "registry/api:1"), good("new")));

    assertThat(said(assessment, "Ready")).isEqualTo("True Passed");
    assertThat(assessment.workloads())
        .singleElement()
        .extracting(WorkloadStatus::held)
        .isEqualTo(1);
  }

  @Test
  void whileTheNewestPodsAreJudgedTheOldOnesSpeak() {
    Assessment assessment =
        Judge.assess(
            gate(""),
            seen(good("old").of("old", "registry/api:1"), PodFixture.named("new").gated()));

    assertThat(said(assessment, "Ready")).isEqualTo("True Passed");
    assertThat(said(assessment, "Reconciling")).isEqualTo("True Judging");
  }

  @Test
  void aStrategyThatTakesOldPodsAwayIsNamed() {
    Assessment assessment =
        Judge.assess(gate(""), seen(new OldPods.NotKept("it is Recreate"), held("new")));

    assertThat(said(assessment, "OldPodsKept")).isEqualTo("False NotKept");
    assertThat(assessment.statements())
        .anySatisfy(
            statement ->
                assertThat(statement.message()).isEqualTo("Deployment/api: it is Recreate"));
  }

  @Test
  void aReleaseLetsHeldPodsGoUntilItEnds() {
    Assessment assessment = Judge.assess(gate(RELEASED), seen(held("a")));

    assertThat(said(assessment, "Ready")).isEqualTo("True Released");
    assertThat(said(assessment, "Released")).isEqualTo("True ReleaseActive");
    assertThat(assessment.pods().getFirst().grounds())
        .contains(new Grounds.Released("incident 42", "2026-11-21T12:00:00Z"));
    assertThat(assessment.pods().getFirst().announcement()).isEmpty();
    assertThat(assessment.again()).contains(Instant.parse("2026-11-21T12:00:00Z"));
  }

  @Test
  void aReleaseThatHasEndedCountsNoMore() {
    Assessment assessment =
        Judge.assess(
            gate("releases: [{reason: incident 42, until: '2026-11-21T10:10:00Z'}]"),
            seen(held("a")));

    assertThat(said(assessment, "Ready")).isEqualTo("False MultipleHeads");
    assertThat(said(assessment, "Released")).isEqualTo("nothing");
    assertThat(assessment.pods().getFirst().grounds()).isEmpty();
    assertThat(assessment.again()).isEmpty();
  }

  @Test
  void aReleaseOfAnImageIsForItsPodsAlone() {
    Assessment assessment =
        Judge.assess(
            gate(
                "releases: [{reason: incident 42, until: '2026-11-21T12:00:00Z', image:"
                    + " 'registry/api:1'}]"),
            seen(held("other"), held("a").of("old", "registry/api:1")));

    assertThat(assessment.pods().get(0).grounds()).isEmpty();
    assertThat(assessment.pods().get(1).grounds()).isPresent();
    assertThat(said(assessment, "Ready")).isEqualTo("False MultipleHeads");
  }

  @Test
  void podsThatWereReleasedAreReadyOnlyWhileTheReleaseLasts() {
    PodFixture released =
        PodFixture.named("a").gated().checked(PodFixture.forked()).holdEnded(0, "Released");

    assertThat(said(Judge.assess(gate(RELEASED), seen(released)), "Ready"))
        .isEqualTo("True Released");
    assertThat(said(Judge.assess(gate(""), seen(released)), "Ready"))
        .isEqualTo("False MultipleHeads");
  }

  @Test
  void auditTellsAndHoldsNobody() {
    PodFixture audited =
        PodFixture.named("a").gated().checked(PodFixture.forked()).holdEnded(0, "Audited");
    Assessment assessment = Judge.assess(gate("enforcement: Audit"), seen(audited, held("b")));

    assertThat(said(assessment, "Ready")).isEqualTo("True WouldBlock");
    assertThat(assessment.pods().get(0).announcement())
        .map(PodJudgement.Announcement::reason)
        .contains("WouldBlock");
    assertThat(assessment.pods().get(1).grounds()).contains(new Grounds.Audited());
  }

  @Test
  void aPolicyThatAllowsItNowLetsThePodGo() {
    Assessment assessment =
        Judge.assess(gate("severities: {multiple-heads: Warning}"), seen(held("a")));

    assertThat(said(assessment, "Ready")).isEqualTo("True PolicyAllows");
    assertThat(assessment.pods().getFirst().grounds())
        .containsInstanceOf(Grounds.PolicyAllows.class);
  }

  @Test
  void aGateThatCannotStartIsAStandstill() {
    Assessment assessment =
        Judge.assess(
            gate(""), seen(PodFixture.named("a").gated().checkWaiting("ErrImagePull", "none")));

    assertThat(said(assessment, "Ready")).isEqualTo("False GateCannotStart");
    assertThat(said(assessment, "Stalled")).isEqualTo("True GateCannotStart");
  }

  /** Those that pass are of before, and say nothing of the image that is to come. */
  @Test
  void newestPodsWithoutAGateThatFailCountMoreThanOldOnesThatPassed() {
    PodFixture old =
        PodFixture.named("a")
            .of("old", "registry/api:1")
            .gated()
            .checked(PodFixture.passed())
            .holdEnded(0, "Passed");
    PodFixture failing =
        PodFixture.named("b")
            .appDied("FAILED: Multiple head revisions are present for given argument 'head'");

    Assessment assessment = Judge.assess(gate(""), seen(old, failing));

    assertThat(said(assessment, "Ready")).isEqualTo("False MultipleHeads");
  }

  @Test
  void ungatedPodsAreShown() {
    Assessment assessment = Judge.assess(gate(""), seen(PodFixture.named("a")));

    assertThat(said(assessment, "Ready")).isEqualTo("Unknown Ungated");
    assertThat(said(assessment, "Ungated")).isEqualTo("True StartedWithoutGate");
    assertThat(assessment.workloads())
        .singleElement()
        .extracting(WorkloadStatus::ungated)
        .isEqualTo(1);
  }

  @Test
  void podsThatFailOnTheirMigrationsWithoutAGateAreNotReady() {
    Assessment assessment =
        Judge.assess(
            gate(""),
            seen(
                PodFixture.named("a")
                    .appDied("FAILED: Multiple head revisions are present for 'head'")));

    assertThat(said(assessment, "Ready")).isEqualTo("False MultipleHeads");
    assertThat(assessment.pods().getFirst().announcement())
        .map(PodJudgement.Announcement::reason)
        .contains("MigrationFailed");
  }

  @Test
  void whatADatabaseLackedCountsUntilItHasCome() {
    PodFixture waiting =
        PodFixture.named("a")
            .gated()
            .checked(PodFixture.passedBut("DatabaseBehind", Outcome.BLOCKED))
            .holding();
    PodFixture gone =
        PodFixture.named("a")
            .gated()
            .checked(PodFixture.passedBut("DatabaseBehind", Outcome.BLOCKED))
            .holdEnded(0, "DatabaseReady");

    Assessment before = Judge.assess(gate(WAITING_FOR_JOB), seen(waiting));
    assertThat(said(before, "Ready")).isEqualTo("False DatabaseBehind");
    assertThat(said(before, "HeadCount")).isEqualTo("True AsAllowed");
    assertThat(said(before, "Database")).isEqualTo("False DatabaseBehind");
    Assessment after = Judge.assess(gate(WAITING_FOR_JOB), seen(gone));
    assertThat(said(after, "Ready")).isEqualTo("True Passed");
    assertThat(said(after, "Database")).isEqualTo("True DatabaseReady");
  }

  @Test
  void reasonsThatNoKubernetesTakesAreReplaced() {
    PodFixture odd =
        PodFixture.named("a")
            .gated()
            .checked(
                "migration-gate/1 Blocked %0aX\nchain main verdict=Blocked reason=a%20b\nend\n")
            .holding();

    assertThat(said(Judge.assess(gate(""), seen(odd)), "Ready")).isEqualTo("False Other");
  }

  @Test
  void nothingIsLongerThanKubernetesTakes() {
    String long2000 = "x".repeat(2_000);
    PodFixture talkative =
        PodFixture.named("a")
            .gated()
            .checked(
                "migration-gate/1 Blocked MultipleHeads\n"
                    + "chain main verdict=Blocked reason=MultipleHeads heads=2 ids="
                    + "y".repeat(900)
                    + "\nsays main "
                    + long2000
                    + "\nmend main "
                    + long2000
                    + "\nend\n")
            .holding();

    Assessment assessment = Judge.assess(gate(""), seen(talkative));

    assertThat(assessment.statements())
        .allSatisfy(statement -> assertThat(statement.message()).hasSizeLessThanOrEqualTo(1024));
    ChainStatus chain = assessment.chains().getFirst();
    assertThat(chain.message()).hasSizeLessThanOrEqualTo(1024);
    assertThat(chain.headIds().getFirst()).hasSizeLessThanOrEqualTo(200);
    assertThat(assessment.pods().getFirst().passed().orElseThrow().message())
        .hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void theSameIsSaidOfTheSame() {
    assertThat(Judge.assess(gate(RELEASED), seen(held("a"), good("b"))))
        .isEqualTo(Judge.assess(gate(RELEASED), seen(held("a"), good("b"))));
  }
}
