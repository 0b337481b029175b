package io.migrationgate.operator.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReadingTest {

  @Test
  void aPodWithoutTheContainersIsUngated() {
    assertThat(PodFixture.named("a").read().stage())
        .isEqualTo(new PodStage.Ungated(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FAILED: Multiple head revisions are present for given argument 'head' | MultipleHeads
          alembic.util.exc.CommandError: Can't locate revision identified by '0148' | DatabaseAhead
          CommandError: Conflicting migrations detected; multiple leaf nodes in the graph | MultipleHeads
          """)
  void anUngatedPodThatDiesOfItsMigrationsIsRecognised(String said, String reason) {
    GatePod pod = PodFixture.named("a").appDied("INFO starting\n" + said + "\n").read();

    assertThat(pod.stage())
        .isEqualTo(new PodStage.Ungated(Optional.of(new MigrationFailure("api", reason, said))));
  }

  /** Else what is said of it would change with each of its starts. */
  @Test
  void anAppHasGotOverItsFailureOnceItIsReadyAndNotWhenItIsStartedAgain() {
    String said = "FAILED: Multiple head revisions are present for given argument 'head'";
    Optional<MigrationFailure> failure =
        Optional.of(new MigrationFailure("api", "MultipleHeads", said));

    assertThat(PodFixture.named("a").appStartedAgain(false, said).read().stage())
        .isEqualTo(new PodStage.Ungated(failure));
    assertThat(PodFixture.named("a").appStartedAgain(true, said).read().stage())
        .isEqualTo(new PodStage.Ungated(Optional.empty()));
  }

  @Test
  void anAppThatDiesOfSomethingElseIsMerelyUngated() {
    assertThat(PodFixture.named("a").appDied("out of memory").read().stage())
        .isEqualTo(new PodStage.Ungated(Optional.empty()));
  }

  @Test
  void aPodIsJudgedUntilItsHoldHasBegun() {
    assertThat(PodFixture.named("a").gated().read().stage()).isEqualTo(new PodStage.Judging());
    assertThat(PodFixture.named("a").gated().checked(PodFixture.forked()).read().stage())
        .isEqualTo(new PodStage.Judging());
  }

  @Test
  void aPodIsHeldWhileItsHoldRuns() {
    GatePod pod = PodFixture.named("a").gated().checked(PodFixture.forked()).holding().read();

    assertThat(pod.stage())
        .isInstanceOfSatisfying(
            PodStage.Held.class,
            held -> {
              assertThat(held.verdict().outcome()).isEqualTo(Outcome.BLOCKED);
              assertThat(held.verdict().reason()).isEqualTo("MultipleHeads");
              assertThat(held.since()).isEqualTo(Instant.parse(PodFixture.HELD_AT));
            });
    assertThat(pod.checked()).contains(Duration.ofSeconds(1));
  }

  @Test
  void aPodWhoseHoldIsAboutToEndIsNotHeld() {
    assertThat(PodFixture.named("a").gated().checked(PodFixture.passed()).holding().read().stage())
        .isEqualTo(new PodStage.Judging());
  }

  @Test
  void aMessageThatNobodyCanReadIsNoPass() {
    GatePod pod =
        PodFixture.named("a").gated().checked("migration-gate/1 Pass Pas").holding().read();

    assertThat(pod.stage().said()).map(GateMessage::outcome).contains(Outcome.UNKNOWN);
  }

  @Test
  void aPodIsLetGoWhenItsHoldHasEndedWell() {
    GatePod pod =
        PodFixture.named("a").gated().checked(PodFixture.forked()).holdEnded(0, "Released").read();

    assertThat(pod.stage())
        .isInstanceOfSatisfying(
            PodStage.LetGo.class,
            letGo -> {
              assertThat(letGo.word()).isEqualTo("Released");
              assertThat(letGo.at()).isEqualTo(Instant.parse(PodFixture.LET_GO_AT));
            });
  }

  @Test
  void aHoldThatWasKilledStartsAgain() {
    assertThat(
            PodFixture.named("a")
                .gated()
                .checked(PodFixture.forked())
                .holdEnded(143, "Ended")
                .read()
                .stage())
        .isEqualTo(new PodStage.Judging());
  }

  @Test
  void aHoldThatTimedOutHasGivenUpAlsoWhileItIsStartedAgain() {
    PodFixture checked = PodFixture.named("a").gated().checked(PodFixture.forked());
    assertThat(checked.holdEnded(1, "TimedOut").read().stage()).isInstanceOf(PodStage.GaveUp.class);

    checked = PodFixture.named("a").gated().checked(PodFixture.forked());
    assertThat(checked.holdCrashLooping("TimedOut").read().stage())
        .isInstanceOf(PodStage.GaveUp.class);
  }

  @Test
  void aGateThatCannotBePulledIsStuck() {
    assertThat(
            PodFixture.named("a")
                .gated()
                .checkWaiting("ErrImagePull", "no such image")
                .read()
                .stage())
        .isEqualTo(new PodStage.Stuck("ErrImagePull", "migration-gate-check: no such image"));
    assertThat(PodFixture.named("a").gated().checkWaiting("PodInitializing", "").read().stage())
        .isEqualTo(new PodStage.Judging());
  }

  @Test
  void trimmingKeepsWhatIsRead() {
    GatePod pod =
        PodFixture.named("a")
            .gated()
            .annotated("migrationgate.io/release", "hotfix")
            .annotated("migrationgate.io/gate-uid", "uid-of-gate")
            .ready()
            .leaving()
            .read();

    assertThat(pod.gate()).isEqualTo("api");
    assertThat(pod.gateUid()).contains("uid-of-gate");
    assertThat(pod.release().reason()).isEqualTo("hotfix");
    assertThat(pod.revision()).contains("new");
    assertThat(pod.controller()).map(GatePod.Controller::name).contains("api-new");
    assertThat(pod.images()).containsExactly(Map.entry("api", "registry/api:2"));
    assertThat(pod.ready()).isTrue();
    assertThat(pod.leaving()).isTrue();
  }
}
