package io.migrationgate.operator.forecast;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.operator.judgement.StartedBefore;
import io.migrationgate.operator.judgement.Wording;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.MigrationFailure;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would become of the pods that run now, if they were started again. */
final class RunningPods {

  private static final String DATABASE_READY = "DatabaseReady";
  private static final Instant NEVER = Instant.EPOCH;

  private final MigrationGate gate;
  private final Observation seen;
  private final Drawings drawings;
  private final ProbeRound round;
  private final Duration refresh;

  RunningPods(
      MigrationGate gate, Observation seen, Drawings drawings, ProbeRound round, Duration refresh) {
    this.gate = gate;
    this.seen = seen;
    this.drawings = drawings;
    this.round = round;
    this.refresh = refresh;
  }

  /** Pods of one template, as it names its images. */
  private record Generation(
      String workload, Optional<String> revision, Map<String, String> images) {}

  /** What is to be expected of all of them: the worst, and how much else there is. */
  Optional<Forecast.Restart> restart() {
    Map<Generation, List<GatePod>> generations =
        seen.pods().stream()
            .filter(this::serves)
            .collect(
                groupingBy(
                    pod ->
                        new Generation(
                            seen.workloadOf(pod).reference().uid(), pod.revision(), pod.images()),
                    LinkedHashMap::new,
                    toList()));
    List<String> bad = new ArrayList<>();
    Expectation worst = Expectation.STARTS;
    String reason = "WouldStart";
    for (List<GatePod> pods : generations.values()) {
      Outlook outlook = outlook(pods);
      if (outlook.expectation().compareTo(worst) > 0) {
        worst = outlook.expectation();
        reason = outlook.reason();
        bad.clear();
      }
      if (outlook.expectation() == worst && worst != Expectation.STARTS) {
        bad.add(
            "%s with %s: %s"
                .formatted(
                    seen.workloadOf(pods.getFirst()).reference().display(),
                    outlook.image(),
                    outlook.message()));
      }
    }
    if (generations.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Forecast.Restart(worst, reason, message(worst, bad)));
  }

  private static String message(Expectation worst, List<String> bad) {
    String lead =
        switch (worst) {
          case STARTS -> "every pod that runs would start again";
          case CANNOT_BE_TOLD -> "whether pods that run would start again cannot be told: ";
          case FAILS -> "pods that run would not start again, such as after a node is drained: ";
        };
    if (bad.isEmpty()) {
      return lead;
    }
    String more = bad.size() == 1 ? "" : " And %d more.".formatted(bad.size() - 1);
    return Wording.limited(lead + bad.getFirst(), Wording.LONGEST - more.length()) + more;
  }

  /** Since when no pod has come, and none was let go. */
  Instant quietSince() {
    return seen.pods().stream()
        .map(
            pod ->
                pod.stage() instanceof PodStage.LetGo letGo && letGo.at().isAfter(pod.created())
                    ? letGo.at()
                    : pod.created())
        .max(Comparator.naturalOrder())
        .orElse(NEVER);
  }

  /** Whether it runs, and somebody starts another in its place. */
  private boolean serves(GatePod pod) {
    boolean runs =
        switch (pod.stage()) {
          case PodStage.LetGo s -> true;
          case PodStage.Ungated s -> !pod.imageIds().isEmpty();
          case PodStage.Judging s -> false;
          case PodStage.Stuck s -> false;
          case PodStage.Held s -> false;
          case PodStage.GaveUp s -> false;
        };
    return runs && !(seen.workloadOf(pod).oldPods() instanceof OldPods.NeverServed);
  }

  /** What is known of pods of this revision that run, if any do. */
  Optional<Outlook> ofRevision(String workload, Optional<String> revision) {
    List<GatePod> pods =
        seen.pods().stream()
            .filter(this::serves)
            .filter(pod -> seen.workloadOf(pod).reference().uid().equals(workload))
            .filter(pod -> revision.isPresent() && pod.revision().equals(revision))
            .toList();
    return pods.isEmpty() ? Optional.empty() : Optional.of(outlook(pods));
  }

  private Outlook outlook(List<GatePod> pods) {
    // Of a pod that has just been let go, the kubelet has not told yet what runs in it.
    List<GatePod> told =
        pods.stream()
            .filter(pod -> pod.imageIds().keySet().containsAll(pod.images().keySet()))
            .toList();
    Map<Map<String, String>, List<GatePod>> byIds =
        (told.isEmpty() ? pods : told)
            .stream().collect(groupingBy(GatePod::imageIds, LinkedHashMap::new, toList()));
    Outlook worst =
        byIds.values().stream()
            .map(this::outlookOfSame)
            .max(Comparator.comparing(Outlook::expectation))
            .orElseThrow();
    return byIds.size() > 1 ? worse(worst, ofMovedTag(pods.getFirst(), byIds.size())) : worst;
  }

  private static Outlook worse(Outlook one, Outlook other) {
    return other.expectation().compareTo(one.expectation()) > 0 ? other : one;
  }

  /**
   * Pods that have been started at different times from one name, which has got another meaning.
   */
  private Outlook ofMovedTag(GatePod pod, int images) {
    Outlook today = round.ask(drawings.ofTags(pod), NEVER, seen.at().minus(refresh));
    return new Outlook(
        today.expectation(),
        today.image(),
        today.reason(),
        "this name stands for %d different images in pods that run, and a restart may take either or a newer one. %s"
            .formatted(images, today.message()));
  }

  /** Of pods that run the very same images. */
  private Outlook outlookOfSame(List<GatePod> pods) {
    GatePod first = pods.getFirst();
    String image = drawings.imageOf(first);
    Optional<MigrationFailure> failure =
        pods.stream()
            .flatMap(
                pod ->
                    pod.stage() instanceof PodStage.Ungated(Optional<MigrationFailure> died)
                        ? died.stream()
                        : Optional.<MigrationFailure>empty().stream())
            .findFirst();
    if (failure.isPresent()) {
      return new Outlook(
          Expectation.FAILS,
          image,
          failure.get().reason(),
          "container %s fails on its migrations already: %s"
              .formatted(failure.get().container(), failure.get().line()));
    }
    Optional<PodStage.LetGo> last =
        pods.stream()
            .flatMap(
                pod ->
                    pod.stage() instanceof PodStage.LetGo letGo
                        ? Optional.of(letGo).stream()
                        : Optional.<PodStage.LetGo>empty().stream())
            .max(
                Comparator.comparing(PodStage.LetGo::at)
                    .thenComparing(letGo -> letGo.verdict().outcome()));
    return last.map(letGo -> ofVerdict(first, letGo, image)).orElseGet(() -> ofUnknown(first));
  }

  private Outlook ofVerdict(GatePod pod, PodStage.LetGo letGo, String image) {
    GateMessage verdict =
        letGo.word().equals(DATABASE_READY)
            ? Outlook.withDatabaseReady(letGo.verdict(), DATABASE_READY)
            : letGo.verdict();
    if (startedBefore().settles(verdict)) {
      return new Outlook(
          Expectation.STARTS, image, "Started", "it has started, and is compared with itself");
    }
    if (Outlook.isSettledByFiles(verdict)) {
      return Outlook.of(verdict, image);
    }
    // A database goes on: by pods of another image for certain, by others now and then.
    Instant movedOn = lastMigration(pod);
    Instant stale = seen.at().minus(refresh);
    if (movedOn.isAfter(letGo.at())) {
      return round.ask(drawings.ofPod(pod), movedOn, stale);
    }
    if (letGo.at().isBefore(stale)) {
      Outlook asked = round.ask(drawings.ofPod(pod), letGo.at(), stale);
      return asked.judgedAt().isPresent() ? asked : Outlook.of(verdict, image);
    }
    round.lookAgain(letGo.at().plus(refresh));
    return Outlook.of(verdict, image);
  }

  private StartedBefore startedBefore() {
    return new StartedBefore(gate.getStatus() == null ? List.of() : gate.getStatus().started());
  }

  private Outlook ofUnknown(GatePod pod) {
    return asksDatabase()
        ? round.ask(drawings.ofPod(pod), lastMigration(pod), seen.at().minus(refresh))
        : round.ask(drawings.ofPod(pod), NEVER, NEVER);
  }

  /** When a pod with other images than these has last been let at the database. */
  Instant lastMigration(GatePod than) {
    return lastMigration(than.images());
  }

  private Instant lastMigration(Map<String, String> images) {
    return seen.pods().stream()
        .filter(pod -> !pod.images().equals(images))
        .flatMap(
            pod ->
                switch (pod.stage()) {
                  case PodStage.LetGo letGo -> Optional.of(letGo.at()).stream();
                  case PodStage.Ungated s -> Optional.of(pod.created()).stream();
                  case PodStage.Judging s -> Optional.<Instant>empty().stream();
                  case PodStage.Stuck s -> Optional.<Instant>empty().stream();
                  case PodStage.Held s -> Optional.<Instant>empty().stream();
                  case PodStage.GaveUp s -> Optional.<Instant>empty().stream();
                })
        .max(Comparator.naturalOrder())
        .orElse(NEVER);
  }

  /** When any pod has last been let at the database. */
  Instant lastMigration() {
    return lastMigration(Map.of());
  }

  boolean asksDatabase() {
    return gate.getSpec().database() != null
        || gate.getSpec().chains().stream().anyMatch(chain -> chain.database() != null);
  }
}
