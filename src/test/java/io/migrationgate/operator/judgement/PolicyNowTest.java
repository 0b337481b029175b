package io.migrationgate.operator.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.observation.PodFixture;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyNowTest {

  private static boolean allows(String spec, GateMessage verdict) {
    return allows(spec, verdict, true);
  }

  private static boolean allows(String spec, GateMessage verdict, boolean fromSpec) {
    return new PolicyNow(
            Serialization.unmarshal(spec, MigrationGateSpec.class), new StartedBefore(List.of()))
        .allows(verdict, fromSpec)
        .isPresent();
  }

  private static String chain(String more) {
    return "chains: [{name: main, path: /app" + more + "}]\n";
  }

  @Test
  void headsMayBeAllowedLater() {
    assertThat(allows(chain(""), PodFixture.forked())).isFalse();
    assertThat(allows(chain(", heads: {count: 2}"), PodFixture.forked())).isTrue();
    assertThat(allows(chain(", heads: {count: 1}"), PodFixture.forked())).isFalse();
  }

  @Test
  void labelsOfHeadsAreNotInTheVerdict() {
    assertThat(allows(chain(", heads: {labels: [expand, contract]}"), PodFixture.forked()))
        .isFalse();
  }

  @Test
  void whateverElseIsWrongHasToBeAllowedToo() {
    GateMessage both = PodFixture.forkedAnd(List.of("MissingParent"));

    assertThat(allows(chain(", heads: {count: 2}"), both)).isFalse();
    assertThat(allows(chain(", heads: {count: 2}") + "severities: {missing-parent: Ignore}", both))
        .isTrue();
    assertThat(allows(chain(", heads: {count: 2}") + "severities: {missing-parent: Error}", both))
        .isFalse();
  }

  @Test
  void aChainThatIsAskedForNoMoreHoldsNobody() {
    assertThat(allows("chains: [{name: other, path: /app}]", PodFixture.forked())).isTrue();
  }

  @Test
  void aPodThatWasGivenItsGateByHandMayCallItsChainsAnything() {
    assertThat(allows("chains: [{name: other, path: /app}]", PodFixture.forked(), false)).isFalse();
    assertThat(allows(chain(", heads: {count: 2}"), PodFixture.forked(), false)).isTrue();
  }

  @Test
  void whatIsUsuallyHarmlessIsSoAgainWhenTheSpecSaysNothing() {
    GateMessage doubtful =
        GateMessage.of(
            List.of(
                new ChainNote(
                    "main",
                    Outcome.BLOCKED,
                    "DoubtfulId",
                    OptionalInt.of(7),
                    OptionalInt.of(1),
                    List.of("a"),
                    "",
                    "")),
            List.of());

    assertThat(allows(chain(""), doubtful)).isTrue();
    assertThat(allows(chain(""), doubtful, false)).isFalse();
    assertThat(allows(chain("") + "severities: {doubtful-id: Error}", doubtful)).isFalse();
  }

  @Test
  void aChainMayBeEmptyLater() {
    GateMessage empty =
        GateMessage.of(
            List.of(
                new ChainNote(
                    "main",
                    Outcome.BLOCKED,
                    "EmptyChain",
                    OptionalInt.of(0),
                    OptionalInt.of(0),
                    List.of(),
                    "",
                    "")),
            List.of());

    assertThat(allows(chain(""), empty)).isFalse();
    assertThat(allows(chain("") + "allowEmpty: Enabled", empty)).isTrue();
  }

  @Test
  void severalChainsAtOnePathComeFromOneEntry() {
    GateMessage verdict =
        GateMessage.of(
            List.of(
                new ChainNote(
                    "main/audit",
                    Outcome.BLOCKED,
                    "MultipleHeads",
                    OptionalInt.of(7),
                    OptionalInt.of(2),
                    List.of("a", "b"),
                    "",
                    "")),
            List.of());

    assertThat(allows(chain(""), verdict)).isFalse();
    assertThat(allows(chain(", heads: {count: 2}"), verdict)).isTrue();
  }

  @Test
  void whatCannotBeJudgedMayPassLater() {
    GateMessage unknown =
        GateMessage.of(
            List.of(ChainNote.unreadable("main", "ChainNotFound", "nothing is there", "")),
            List.of());

    assertThat(allows(chain(""), unknown)).isFalse();
    assertThat(allows(chain("") + "unknown: Pass", unknown)).isTrue();
    assertThat(allows(chain("") + "unknown: Pass", PodFixture.forked())).isFalse();
  }

  @Test
  void aVerdictThatIsNotThereAllowsNothing() {
    assertThat(allows(chain("") + "unknown: Pass", GateMessage.unknown(GateMessage.NO_VERDICT)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DatabaseBehind       | migratedBy: Job                  | false
          DatabaseBehind       | migratedBy: App                  | true
          DatabaseBehind       | migratedBy: Job, behind: Pass    | true
          DatabaseAhead        | migratedBy: App                  | false
          DatabaseAhead        | migratedBy: App, ahead: Pass     | true
          DatabaseAhead        | migratedBy: Job                  | true
          DatabaseDiverged     | migratedBy: Job                  | false
          DatabaseUnreachable  | unreachable: Hold                | false
          DatabaseUnreachable  | unreachable: Pass                | true
          RowMissing           | migratedBy: App                  | true
          RowMissing           | requireRows: [{table: t, key: k, value: v}] | false
          SomethingNew         | migratedBy: App                  | false
          """)
  void actionsOfADatabaseMayChange(String state, String database, boolean allowed) {
    assertThat(
            allows(
                chain("") + "database: {urlFrom: {env: URL}, " + database + "}",
                PodFixture.passedBut(state, Outcome.BLOCKED),
                false))
        .isEqualTo(allowed);
  }
}
