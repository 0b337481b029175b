package io.migrationgate.operator.forecast;

import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.RollbackStatus;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.operator.judgement.Assessment;
import io.migrationgate.operator.judgement.Assessment.Statement;
import io.migrationgate.operator.judgement.ConditionTypes;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be expected of a gate's pods.
 *
 * @param restart of those that run now; nothing where none does, or nobody wants to know
 * @param rollbacks what each workload can be rolled back to, by the workload's uid
 * @param probes what probes have found out; kept in the gate's status, from where it is read again
 * @param again when to look again although nothing happens
 */
public record Forecast(
    Optional<Restart> restart,
    Map<String, List<RollbackStatus>> rollbacks,
    List<ProbeStatus> probes,
    Optional<Instant> again) {

  static final Forecast NONE =
      new Forecast(Optional.empty(), Map.of(), List.of(), Optional.empty());

  public Forecast {
    rollbacks = Map.copyOf(rollbacks);
    probes = List.copyOf(probes);
  }

  /** An assessment with all that is to be expected. */
  public Assessment addedTo(Assessment assessment, Observation seen) {
    List<Statement> statements = new ArrayList<>(assessment.statements());
    restart.ifPresent(
        expected ->
            statements.add(
                new Statement(
                    ConditionTypes.WILL_FAIL_ON_RESTART,
                    expected.expectation().fails(),
                    expected.reason(),
                    expected.message())));
    return new Assessment(
        statements,
        assessment.chains(),
        assessment.workloads().stream().map(entry -> withRollbacks(entry, seen)).toList(),
        assessment.pods(),
        probes,
        assessment.started(),
        assessment.releasedUntil(),
        Stream.concat(assessment.again().stream(), again.stream()).min(Instant::compareTo));
  }

  private WorkloadStatus withRollbacks(WorkloadStatus entry, Observation seen) {
    List<RollbackStatus> targets =
        seen.workloads().values().stream()
            .map(Workload::reference)
            .filter(
                reference ->
                    reference.apiVersion().equals(entry.apiVersion())
                        && reference.kind().equals(entry.kind())
                        && reference.name().equals(entry.name()))
            .findFirst()
            .map(reference -> rollbacks.getOrDefault(reference.uid(), List.of()))
            .orElse(List.of());
    return new WorkloadStatus(
        entry.apiVersion(),
        entry.kind(),
        entry.name(),
        entry.held(),
        entry.passed(),
        entry.ungated(),
        entry.reason(),
        entry.heldSince(),
        entry.oldPodsKept(),
        targets);
  }

  /** What would happen at a restart, as a condition {@code WillFailOnRestart} tells it. */
  public record Restart(Expectation expectation, String reason, String message) {}
}
