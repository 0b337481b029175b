package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.MigrationGate;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds gates in memory, else at the API server, else a moment later.
 *
 * <p>Helm makes Deployments before custom resources. So the first pods of a new release may be here
 * before their gate is, by the time that a few requests take; and a pod that is let through by then
 * stays without the gate. Most of the time that the API server allows is therefore spent on
 * waiting, but only in the first seconds after a name was first missed: a pod with a misspelt label
 * is not held up for ever.
 */
@Singleton
class PatientDirectory implements GateDirectory {

  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(300);
  private static final Duration WORTH_WAITING = Duration.ofSeconds(15);

  private final GatesInMemory memory;
  private final GatesAtServer server;
  private final Clock clock;
  private final MissedGates missed = new MissedGates(WORTH_WAITING);

  PatientDirectory(GatesInMemory memory, GatesAtServer server, Clock clock) {
    this.memory = memory;
    this.server = server;
    this.clock = clock;
  }

  @Override
  public GateLookup find(GateName gate, Deadline deadline) {
    Optional<MigrationGate> known = memory.find(gate);
    if (known.isPresent()) {
      missed.found(gate);
      return new GateLookup.Found(known.get());
    }
    GateLookup answer = server.find(gate, deadline.left());
    while (answer instanceof GateLookup.Absent
        && !deadline.isOver()
        && missed.isWorthWaiting(gate, clock.instant())) {
      Optional<MigrationGate> arrived = await(gate, deadline);
      if (arrived.isPresent()) {
        return new GateLookup.Found(arrived.get());
      }
      if (!deadline.isOver()) {
        answer = server.find(gate, deadline.left());
        // That it was not there a moment ago is known; that it is not now is a guess.
        if (answer instanceof GateLookup.Unreadable) {
          answer = new GateLookup.Absent();
        }
      }
    }
    return answer;
  }

  /** Looks into memory, where a new gate shows first. */
  private Optional<MigrationGate> await(GateName gate, Deadline deadline) {
    Deadline next = Deadline.in(BETWEEN_QUESTIONS);
    while (!next.isOver() && !deadline.isOver()) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      Optional<MigrationGate> arrived = memory.find(gate);
      if (arrived.isPresent()) {
        return arrived;
      }
    }
    return Optional.empty();
  }
}
