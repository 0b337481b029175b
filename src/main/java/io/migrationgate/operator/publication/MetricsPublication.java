package io.migrationgate.operator.publication;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.DatabaseStatus;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.judgement.Assessment;
import io.migrationgate.operator.judgement.ConditionTypes;
import io.migrationgate.operator.judgement.PodJudgement;
import io.migrationgate.operator.metrics.GateMetrics;
import io.migrationgate.operator.metrics.GateSnapshot;
import io.migrationgate.operator.metrics.GateSnapshot.Chain;
import io.migrationgate.operator.metrics.GateSnapshot.Judged;
import io.migrationgate.operator.metrics.GateSnapshot.Readiness;
import io.migrationgate.operator.metrics.PodState;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.PodStage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts what was found of a gate where Prometheus sees it. */
@ApplicationScoped
public class MetricsPublication {

  private final GateMetrics metrics;

  MetricsPublication(GateMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Takes the place of what was known of the gate.
   *
   * @param failedHolds pods that are not in the assessment, since they failed for good
   */
  public void record(MigrationGate gate, Assessment assessment, int failedHolds) {
    Assessment.Statement ready =
        assessment.statements().stream()
            .filter(statement -> statement.type().equals(ConditionTypes.READY))
            .findFirst()
            .orElseThrow();
    metrics.record(
        gate.getMetadata().getNamespace(),
        gate.getMetadata().getName(),
        new GateSnapshot(
            readiness(ready.truth()),
            ready.reason(),
            assessment.chains().stream().map(MetricsPublication::chain).toList(),
            pods(assessment, failedHolds),
            heldSince(assessment),
            wouldBlock(assessment),
            assessment.releasedUntil(),
            failsOnRestart(assessment),
            assessment.pods().stream().flatMap(pod -> judged(pod.pod())).toList()));
  }

  /** The gate is gone. */
  public void forget(String namespace, String name) {
    metrics.forget(namespace, name);
  }

  private static Optional<Boolean> failsOnRestart(Assessment assessment) {
    return assessment.statements().stream()
        .filter(statement -> statement.type().equals(ConditionTypes.WILL_FAIL_ON_RESTART))
        .filter(statement -> statement.truth() != Assessment.Truth.UNKNOWN)
        .map(statement -> statement.truth() == Assessment.Truth.TRUE)
        .findFirst();
  }

  private static Readiness readiness(Assessment.Truth truth) {
    return switch (truth) {
      case TRUE -> Readiness.TRUE;
      case FALSE -> Readiness.FALSE;
      case UNKNOWN -> Readiness.UNKNOWN;
    };
  }

  private static Chain chain(ChainStatus chain) {
    return new Chain(
        chain.name(),
        chain.verdict(),
        number(chain.heads()),
        number(chain.revisions()),
        Optional.ofNullable(chain.database()).map(DatabaseStatus::state));
  }

  private static OptionalInt number(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static Map<PodState, Integer> pods(Assessment assessment, int failedHolds) {
    Map<PodState, Integer> pods =
        assessment.pods().stream()
            .collect(
                groupingBy(
                    pod -> state(pod.pod().stage()),
                    () -> new EnumMap<>(PodState.class),
                    summingInt(pod -> 1)));
    pods.merge(PodState.GAVE_UP, failedHolds, Integer::sum);
    return pods;
  }

  private static PodState state(PodStage stage) {
    return switch (stage) {
      case PodStage.Ungated s -> PodState.UNGATED;
      case PodStage.Judging s -> PodState.JUDGING;
      case PodStage.Stuck s -> PodState.STUCK;
      case PodStage.Held s -> PodState.HELD;
      case PodStage.LetGo s -> PodState.PASSED;
      case PodStage.GaveUp s -> PodState.GAVE_UP;
    };
  }

  private static Optional<Instant> heldSince(Assessment assessment) {
    return assessment.workloads().stream()
        .map(WorkloadStatus::heldSince)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .min(Comparator.naturalOrder());
  }

  private static int wouldBlock(Assessment assessment) {
    return Math.toIntExact(
        assessment.pods().stream().map(PodJudgement::pod).filter(GatePod::onlyAudited).count());
  }

  private static Stream<Judged> judged(GatePod pod) {
    return switch (pod.stage()) {
      case PodStage.Held held -> Stream.of(judged(pod, held.verdict().outcome(), held.since()));
      case PodStage.LetGo letGo -> Stream.of(judged(pod, letGo.verdict().outcome(), letGo.at()));
      case PodStage.GaveUp gaveUp ->
          Stream.of(judged(pod, gaveUp.verdict().outcome(), gaveUp.at()));
      case PodStage.Ungated s -> Stream.empty();
      case PodStage.Judging s -> Stream.empty();
      case PodStage.Stuck s -> Stream.empty();
    };
  }

  private static Judged judged(GatePod pod, Outcome outcome, Instant at) {
    return new Judged(
        pod.uid(),
        switch (outcome) {
          case PASS -> VerdictWord.PASS;
          case UNKNOWN -> VerdictWord.UNKNOWN;
          case BLOCKED -> VerdictWord.BLOCKED;
        },
        pod.stage().said().orElseThrow().reason(),
        at,
        pod.checked());
  }
}
