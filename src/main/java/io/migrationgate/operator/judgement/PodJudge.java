package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.Enforcement;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.judgement.PodJudgement.Announcement;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.GatePod.PassedCondition;
import io.migrationgate.operator.observation.MigrationFailure;
import io.migrationgate.operator.observation.PodStage;
import java.time.Instant;
import java.util.Optional;

/** Judges pods one by one: what is to be said of each, and whether one that waits may go. */
final class PodJudge {

  private static final String HELD = "Held";
  private static final String WOULD_BLOCK = "WouldBlock";
  private static final String GATE_CANNOT_START = "GateCannotStart";
  private static final String UNGATED = "Ungated";

  private final MigrationGateSpec spec;
  private final ActiveReleases releases;
  private final PolicyNow policy;

  PodJudge(MigrationGateSpec spec, StartedBefore started, Instant now) {
    this.spec = spec;
    this.releases = ActiveReleases.of(spec, now);
    this.policy = new PolicyNow(spec, started);
  }

  PodJudgement judge(GatePod pod) {
    return switch (pod.stage()) {
      case PodStage.Judging judging -> silent(pod);
      case PodStage.Ungated ungated -> ungated(pod, ungated.failure());
      case PodStage.Stuck stuck -> stuck(pod, stuck);
      case PodStage.Held held -> held(pod, held.verdict());
      case PodStage.LetGo letGo -> letGo(pod, letGo);
      case PodStage.GaveUp gaveUp -> gaveUp(pod, gaveUp.verdict());
    };
  }

  private static PodJudgement silent(GatePod pod) {
    return new PodJudgement(pod, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static PodJudgement ungated(GatePod pod, Optional<MigrationFailure> failure) {
    if (failure.isPresent()) {
      MigrationFailure died = failure.get();
      String message =
          "container %s fails on its migrations (%s): %s. There is no gate in front of it."
              .formatted(died.container(), died.reason(), died.line());
      return saying(
          pod, "False", died.reason(), message, new Announcement(true, "MigrationFailed", message));
    }
    String message =
        "it is labelled for this gate and was started without it: the webhook did not answer when"
            + " it was created, or refused to change it. Its successor will be gated.";
    return saying(pod, "Unknown", UNGATED, message, new Announcement(true, UNGATED, message));
  }

  private static PodJudgement stuck(GatePod pod, PodStage.Stuck stuck) {
    String message =
        Wording.limited(
            "the gate itself cannot start (%s), and so the pod waits: %s"
                .formatted(stuck.reason(), stuck.message()),
            Wording.LONGEST);
    return saying(
        pod,
        "False",
        GATE_CANNOT_START,
        message,
        new Announcement(true, GATE_CANNOT_START, message));
  }

  private PodJudgement held(GatePod pod, GateMessage verdict) {
    String message = Wording.of(verdict);
    Optional<Grounds> grounds = grounds(pod, verdict);
    // A pod that goes on at once has not been held, as far as people are concerned.
    Optional<Announcement> announcement =
        grounds.isPresent()
            ? Optional.empty()
            : Optional.of(new Announcement(true, HELD, verdict.reason() + ": " + message));
    return new PodJudgement(
        pod,
        Optional.of(new PassedCondition("False", verdict.reason(), message)),
        announcement,
        grounds);
  }

  private Optional<Grounds> grounds(GatePod pod, GateMessage verdict) {
    if (spec.enforcement() == Enforcement.AUDIT) {
      return Optional.of(new Grounds.Audited());
    }
    return releases
        .of(pod)
        .<Grounds>map(release -> new Grounds.Released(release.reason(), release.until()))
        .or(() -> policy.allows(verdict, pod.gateUid().isPresent()).map(Grounds.PolicyAllows::new));
  }

  private static PodJudgement letGo(GatePod pod, PodStage.LetGo letGo) {
    String word = letGo.word().isEmpty() ? "Passed" : letGo.word();
    String message = Wording.of(letGo.verdict());
    PassedCondition passed = new PassedCondition("True", word, message);
    Optional<Announcement> announcement =
        switch (word) {
          case "Passed" -> Optional.empty();
          case PodStage.LetGo.AUDITED ->
              Optional.of(
                  new Announcement(true, WOULD_BLOCK, letGo.verdict().reason() + ": " + message));
          case "Released" -> {
            String reason = pod.release().reason();
            yield Optional.of(
                new Announcement(
                    false,
                    word,
                    "it may start although %s: %s"
                        .formatted(
                            letGo.verdict().reason(),
                            reason.isEmpty() ? "somebody released it" : reason)));
          }
          default -> Optional.of(new Announcement(false, word, message));
        };
    return new PodJudgement(
        pod,
        Optional.of(passed),
        letGo.verdict().outcome() == Outcome.PASS ? Optional.empty() : announcement,
        Optional.empty());
  }

  private static PodJudgement gaveUp(GatePod pod, GateMessage verdict) {
    String message = "it was held for as long as it may be, and has failed. " + Wording.of(verdict);
    String limited = Wording.limited(message, Wording.LONGEST);
    return saying(pod, "False", "TimedOut", limited, new Announcement(true, "TimedOut", limited));
  }

  private static PodJudgement saying(
      GatePod pod, String status, String reason, String message, Announcement announcement) {
    return new PodJudgement(
        pod,
        Optional.of(new PassedCondition(status, reason, message)),
        Optional.of(announcement),
        Optional.empty());
  }
}
