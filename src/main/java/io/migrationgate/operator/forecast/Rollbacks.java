package io.migrationgate.operator.forecast;

import io.migrationgate.api.v1alpha1.RollbackStatus;
import io.migrationgate.operator.judgement.Wording;
import io.migrationgate.operator.observation.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether what a workload can be rolled back to could start today. */
final class Rollbacks {

  private static final int LONGEST_IMAGE = 512;

  private final RunningPods running;
  private final Drawings drawings;
  private final ProbeRound round;
  private final Duration refresh;
  private final Instant now;

  Rollbacks(
      RunningPods running, Drawings drawings, ProbeRound round, Duration refresh, Instant now) {
    this.running = running;
    this.drawings = drawings;
    this.round = round;
    this.refresh = refresh;
    this.now = now;
  }

  List<RollbackStatus> of(Workload workload) {
    return drawings.targetsOf(workload).stream().map(target -> status(workload, target)).toList();
  }

  private RollbackStatus status(Workload workload, Drawings.Target target) {
    Optional<Outlook> known = running.ofRevision(workload.reference().uid(), target.hash());
    Outlook outlook = known.orElseGet(() -> probed(target.blueprint()));
    String source =
        known.isPresent()
            ? ", which still runs"
            : outlook.judgedAt().map(at -> ", as of " + at + " by its image's name").orElse("");
    String message = "revision %d%s: %s".formatted(target.number(), source, outlook.message());
    return new RollbackStatus(
        target.name(),
        Wording.limited(outlook.image(), LONGEST_IMAGE),
        outlook.expectation().verdict(),
        outlook.reason(),
        Wording.limited(message, Wording.LONGEST));
  }

  /** By its tag: which image that was when it ran, nobody knows any more. */
  private Outlook probed(Blueprint blueprint) {
    return running.asksDatabase()
        ? round.ask(blueprint, running.lastMigration(), now.minus(refresh))
        : round.ask(blueprint, Instant.EPOCH, Instant.EPOCH);
  }
}
