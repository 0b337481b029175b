package io.migrationgate.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissedGatesTest {

  private static final GateName GATE = new GateName("shop", "api");
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final MissedGates missed = new MissedGates(Duration.ofSeconds(15));

  @Test
  void areWaitedForInTheFirstSecondsOnly() {
    assertThat(missed.isWorthWaiting(GATE, START)).isTrue();
    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(14))).isTrue();
    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(15))).isFalse();
    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(500))).isFalse();
  }

  @Test
  void areWaitedForAgainMuchLater() {
    missed.isWorthWaiting(GATE, START);

    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(601))).isTrue();
    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(620))).isFalse();
  }

  @Test
  void areForgottenWhenTheyWereFound() {
    missed.isWorthWaiting(GATE, START);
    missed.found(GATE);

    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(60))).isTrue();
  }

  @Test
  void areRememberedInBoundedNumber() {
    missed.isWorthWaiting(GATE, START);
    for (int i = 0; i < 1_000; i++) {
      missed.isWorthWaiting(new GateName("shop", "other-" + i), START);
    }

    // The oldest has made room.
    assertThat(missed.isWorthWaiting(GATE, START.plusSeconds(60))).isTrue();
  }
}
