package io.migrationgate.operator.forecast;

import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.RollbackStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** What would happen at a restart, as a condition {@code WillFailOnRestart} tells it. */
  public record Restart(Expectation expectation, String reason, String message) {}
}
