package io.migrationgate.operator.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedHoldsTest {

  private static PodFixture ofJob(String name, String word) {
    return PodFixture.named(name).gated().checked(PodFixture.forked()).holdEnded(1, word);
  }

  @Test
  void countsPodsThatAJobHasLeftBehind() {
    Pod failed = ofJob("a", "TimedOut").failed().trimmed();

    assertThat(FailedHolds.in(List.of(failed))).isOne();
    assertThat(PodReading.of(failed).leaving()).as("its gate is judged without it").isTrue();
  }

  @Test
  void countsNoneThatWaitsGoesOrFailedOfSomethingElse() {
    assertThat(
            FailedHolds.in(
                List.of(
                    ofJob("restarted", "TimedOut").trimmed(),
                    ofJob("deleted", "TimedOut").failed().leaving().trimmed(),
                    PodFixture.named("died").appDied("no such table").failed().trimmed(),
                    PodFixture.named("gated")
                        .gated()
                        .checked(PodFixture.passed())
                        .holdEnded(0, "Passed")
                        .failed()
                        .trimmed())))
        .isZero();
  }
}
