package io.migrationgate.operator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.core.message.MessageWriter;
import io.migrationgate.operator.observation.PodFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeEndTest {

  private static final String CREATED = "2026-11-21T10:00:00Z";
  private static final String ENDED = "2026-11-21T10:00:05Z";
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private static PodBuilder probe(String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("api-probe-1")
        .withCreationTimestamp(CREATED)
        .addToAnnotations(ProbeMaker.KEY, "1")
        .addToAnnotations(ProbeMaker.IMAGE, "api:1")
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .endStatus();
  }

  private static Pod with(PodBuilder probe, String container, ContainerStateBuilder state) {
    return probe
        .editStatus()
        .addNewContainerStatus()
        .withName(container)
        .withState(state.build())
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static ContainerStateBuilder ended(int exit, String message) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exit)
        .withMessage(message)
        .withFinishedAt(ENDED)
        .endTerminated();
  }

  private static Optional<ProbeStatus> end(Pod probe, Duration afterCreation) {
    return ProbeEnd.of(probe, DEADLINE, Instant.parse(CREATED).plus(afterCreation));
  }

  @Test
  void readsTheVerdict() {
    Pod probe =
        with(
            probe("Succeeded"),
            "migration-gate-check",
            ended(0, MessageWriter.whole(PodFixture.forked())));

    ProbeStatus found = end(probe, Duration.ofSeconds(6)).orElseThrow();

    assertThat(found.key()).isEqualTo("1");
    assertThat(found.image()).isEqualTo("api:1");
    assertThat(found.verdict()).isEqualTo(VerdictWord.BLOCKED);
    assertThat(found.reason()).isEqualTo("MultipleHeads");
    assertThat(found.message()).contains("2 heads where 1 is allowed");
    assertThat(found.judgedAt()).isEqualTo(ENDED);
  }

  @Test
  void neverTakesAnEndWithoutAVerdictForAPass() {
    assertThat(end(with(probe("Succeeded"), "migration-gate-check", ended(0, "")), DEADLINE))
        .hasValueSatisfying(found -> assertThat(found.verdict()).isEqualTo(VerdictWord.UNKNOWN));
    assertThat(end(probe("Succeeded").build(), DEADLINE))
        .hasValueSatisfying(found -> assertThat(found.verdict()).isEqualTo(VerdictWord.UNKNOWN));
  }

  @Test
  void saysWhyAProbeFailed() {
    Pod wrong = with(probe("Failed"), "migration-gate-check", ended(2, "Unknown option: '--new'"));
    Pod late =
        probe("Failed")
            .editStatus()
            .withReason("DeadlineExceeded")
            .withMessage("Pod was active on the node longer than the specified deadline")
            .endStatus()
            .build();

    assertThat(end(wrong, DEADLINE).orElseThrow())
        .extracting(ProbeStatus::reason, ProbeStatus::message)
        .containsExactly(
            "ProbeFailed",
            "the probe pod has failed: its container migration-gate-check has ended with 2."
                + " Unknown option: '--new'");
    assertThat(end(late, DEADLINE).orElseThrow().reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void givesUpWhereAnImageCannotBePulledAndWaitsWhereItIsPulled() {
    ContainerStateBuilder backOff =
        new ContainerStateBuilder()
            .withNewWaiting("Back-off pulling image \"api:1\"", "ImagePullBackOff");
    ContainerStateBuilder creating =
        new ContainerStateBuilder().withNewWaiting(null, "ContainerCreating");

    assertThat(end(with(probe("Pending"), "migration-gate-check", backOff), Duration.ofSeconds(9)))
        .hasValueSatisfying(
            found -> {
              assertThat(found.reason()).isEqualTo("ImagePullBackOff");
              assertThat(found.verdict()).isEqualTo(VerdictWord.UNKNOWN);
            });
    assertThat(end(with(probe("Pending"), "migration-gate-check", creating), Duration.ofSeconds(9)))
        .isEmpty();
  }

  @Test
  void givesUpWhatNoNodeTakes() {
    Pod nowhere =
        probe("Pending")
            .editStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withMessage("0/3 nodes are available")
            .endCondition()
            .endStatus()
            .build();

    assertThat(end(nowhere, DEADLINE)).isEmpty();
    assertThat(end(nowhere, DEADLINE.plusSeconds(31)).orElseThrow().message())
        .isEqualTo("the probe pod was given up: 0/3 nodes are available");
  }
}
