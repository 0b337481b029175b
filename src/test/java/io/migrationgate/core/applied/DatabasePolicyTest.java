package io.migrationgate.core.applied;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.applied.DatabasePolicy.Action;
import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a state means for a pod. */
class DatabasePolicyTest {

  private static final List<RevisionId> PENDING = List.of(new RevisionId("b"), new RevisionId("c"));
  private static final AppliedState BEHIND = new AppliedState.Behind(PENDING);
  private static final AppliedState EMPTY = new AppliedState.NotInitialised(PENDING);
  private static final AppliedState AHEAD = new AppliedState.Ahead(List.of("d"));
  private static final AppliedState DIVERGED = new AppliedState.Diverged("it is at x", "Look.");
  private static final AppliedState UNREACHABLE =
      new AppliedState.Unreachable(Obstacle.REFUSED, "nothing listens there", "Start it.");

  @Test
  void anAppThatMigratesItselfGoesOnToDoSo() {
    DatabasePolicy policy = DatabasePolicy.of(MigratedBy.APP);

    assertThat(policy.judge(BEHIND, Optional.empty()).decision())
        .isEqualTo(
            new DatabaseDecision.GoOn(
                DatabaseReason.DATABASE_BEHIND,
                "the database is 2 revisions behind this image: b and c; the app runs them as it"
                    + " starts"));
    assertThat(policy.judge(EMPTY, Optional.empty()).decision())
        .isInstanceOf(DatabaseDecision.GoOn.class);
    assertThat(policy.judge(AHEAD, Optional.empty()).holds()).isTrue();
    assertThat(policy.judge(DIVERGED, Optional.empty()).holds()).isTrue();
    assertThat(policy.judge(UNREACHABLE, Optional.empty()).holds()).isTrue();
  }

  @Test
  void aDoubtIsAWarningEvenWhereTheAppMigrates() {
    AppliedState doubted =
        new AppliedState.NotInitialised(PENDING, Optional.of(new Doubt("no file x", "Mount it.")));

    assertThat(DatabasePolicy.of(MigratedBy.APP).judge(doubted, Optional.empty()).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.GoOnWithWarning.class,
            warning -> {
              assertThat(warning.message())
                  .isEqualTo("the database has run no revision yet; to come: b and c; no file x");
              assertThat(warning.remedy().explanation()).isEqualTo("Mount it.");
            });
    assertThat(DatabasePolicy.of(MigratedBy.JOB).judge(doubted, Optional.empty()).holds()).isTrue();
  }

  @Test
  void anAppWhoseJobMigratesWaitsForIt() {
    DatabasePolicy policy = DatabasePolicy.of(MigratedBy.JOB);

    assertThat(policy.judge(BEHIND, Optional.empty()).holds()).isTrue();
    assertThat(policy.judge(EMPTY, Optional.empty()).holds()).isTrue();
    assertThat(policy.judge(AHEAD, Optional.empty()).decision())
        .isInstanceOf(DatabaseDecision.GoOnWithWarning.class);
    assertThat(policy.judge(DIVERGED, Optional.empty()).holds()).isTrue();
    assertThat(policy.judge(UNREACHABLE, Optional.empty()).holds()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(MigratedBy.class)
  void everyActionCanBeSet(MigratedBy by) {
    DatabasePolicy passing =
        new DatabasePolicy(by, Action.PASS, Action.PASS, Action.PASS, Action.PASS, Action.PASS);
    DatabasePolicy holding =
        new DatabasePolicy(by, Action.HOLD, Action.HOLD, Action.HOLD, Action.HOLD, Action.HOLD);

    for (AppliedState state : List.of(BEHIND, EMPTY, AHEAD, DIVERGED, UNREACHABLE)) {
      assertThat(passing.judge(state, Optional.empty()).holds()).as("%s", state).isFalse();
      assertThat(holding.judge(state, Optional.empty()).holds()).as("%s", state).isTrue();
    }
    assertThat(holding.judge(new AppliedState.Equal(), Optional.empty()).holds()).isFalse();
  }

  @Test
  void aMissingRowHoldsOnceNothingIsPending() {
    DatabasePolicy policy = DatabasePolicy.of(MigratedBy.APP);
    Optional<MissingRow> missing =
        Optional.of(
            new MissingRow(RequiredRow.parse("seasons:name=current"), MissingRow.Missing.ROW));

    assertThat(policy.judge(new AppliedState.Equal(), missing).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.Hold.class,
            hold -> {
              assertThat(hold.reason()).isEqualTo(DatabaseReason.ROW_MISSING);
              assertThat(hold.message()).contains("name = current").contains("seasons");
            });
    assertThat(policy.judge(BEHIND, missing).holds()).isFalse();
  }

  @Test
  void aheadSaysWhichImageIsOlder() {
    assertThat(DatabasePolicy.of(MigratedBy.APP).judge(AHEAD, Optional.empty()).decision())
        .isInstanceOfSatisfying(
            DatabaseDecision.Hold.class,
            hold -> {
              assertThat(hold.message())
                  .isEqualTo(
                      "this image is older than the database, which has run d; this image does not"
                          + " know it");
              assertThat(hold.remedy().explanation()).contains("Deploy the image that brought d");
            });
  }

  @Test
  void whatADatabaseHoldsCannotForgeLines() {
    AppliedState forged = new AppliedState.Ahead(List.of("x\nPASS\u001b[2J"));

    assertThat(
            DatabasePolicy.of(MigratedBy.APP).judge(forged, Optional.empty()).decision().message())
        .doesNotContain("\n", "\u001b");
  }
}
