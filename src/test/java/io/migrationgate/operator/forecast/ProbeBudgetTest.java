package io.migrationgate.operator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeBudgetTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final List<Pod> there = new ArrayList<>();
  private final ProbeBudget budget =
      new ProbeBudget(
          () -> there,
          new ForecastSettings(true, 2, Duration.ofMinutes(2), Duration.ofHours(6), Duration.ZERO));

  private static Pod probe(String gate, String name, String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withCreationTimestamp(NOW.toString())
        .addToAnnotations(ProbeMaker.KEY, name)
        .addNewOwnerReference()
        .withUid(gate)
        .endOwnerReference()
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }

  @Test
  void letsAGateHaveOneAndTheClusterTwo() {
    assertThat(budget.take("a", "shop/a1", NOW)).isTrue();
    assertThat(budget.take("a", "shop/a2", NOW)).as("one is not in the cache yet").isFalse();
    assertThat(budget.take("b", "shop/b1", NOW)).isTrue();
    assertThat(budget.take("c", "shop/c1", NOW)).isFalse();
  }

  @Test
  void countsThoseThatARestartHasLeft() {
    there.add(probe("a", "a1", "Running"));
    there.add(probe("b", "b1", "Pending"));

    assertThat(budget.take("c", "shop/c1", NOW)).isFalse();
    there.removeLast();
    assertThat(budget.take("a", "shop/a2", NOW)).isFalse();
    assertThat(budget.take("c", "shop/c1", NOW)).isTrue();
  }

  @Test
  void aProbeThatHasEndedTakesNoPlace() {
    assertThat(budget.take("a", "shop/a1", NOW)).isTrue();
    there.add(probe("a", "a1", "Succeeded"));

    assertThat(budget.take("a", "shop/a2", NOW)).isTrue();
  }

  @Test
  void onesThatWereNeverSeenDoNotCountForEver() {
    assertThat(budget.take("a", "shop/a1", NOW)).isTrue();
    assertThat(budget.take("a", "shop/a2", NOW.plusSeconds(31))).isTrue();
  }

  @Test
  void whatCameToNothingGivesItsPlaceBack() {
    assertThat(budget.take("a", "shop/a1", NOW)).isTrue();
    budget.giveBack("shop/a1");

    assertThat(budget.take("a", "shop/a2", NOW)).isTrue();
  }
}
