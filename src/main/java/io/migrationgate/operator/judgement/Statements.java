package io.migrationgate.operator.judgement;

import static io.migrationgate.operator.judgement.Assessment.Truth.FALSE;
import static io.migrationgate.operator.judgement.Assessment.Truth.TRUE;
import static io.migrationgate.operator.judgement.Assessment.Truth.UNKNOWN;

import io.migrationgate.api.v1alpha1.Action;
import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.DatabaseStatus;
import io.migrationgate.api.v1alpha1.Enforcement;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.judgement.Assessment.Statement;
import io.migrationgate.operator.judgement.Assessment.Truth;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.MigrationFailure;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodStage;
import io.migrationgate.operator.observation.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the conditions of a gate are to say. */
final class Statements {

  private static final String GATE_CANNOT_START = "GateCannotStart";
  private static final String JUDGING = "Judging";
  private static final int NAMED = 5;

  private final MigrationGate gate;
  private final MigrationGateSpec spec;
  private final Observation seen;
  private final List<GatePod> newest;
  private final List<Standing> standings;
  private final StartedBefore started;
  private final ActiveReleases releases;

  /**
   * Of a gate.
   *
   * @param newest the pods that run what their workloads are to run
   * @param standings what counts of each workload, the worst first
   * @param started the chains that have started by now
   */
  Statements(
      MigrationGate gate,
      Observation seen,
      List<GatePod> newest,
      List<Standing> standings,
      StartedBefore started) {
    this.gate = gate;
    this.spec = gate.getSpec();
    this.seen = seen;
    this.newest = newest;
    this.standings = standings;
    this.started = started;
    this.releases = ActiveReleases.of(spec, seen.at());
  }

  List<Statement> all(List<ChainStatus> chains) {
    List<Statement> all = new ArrayList<>();
    all.add(ready());
    all.add(headCount(chains));
    database(chains).ifPresent(all::add);
    all.add(oldPodsKept());
    released().ifPresent(all::add);
    ungated().ifPresent(all::add);
    reconciling().ifPresent(all::add);
    stalled().ifPresent(all::add);
    return all;
  }

  private Statement ready() {
    Optional<ReleaseSpec> forAll =
        releases.entries().stream().filter(entry -> entry.image() == null).findFirst();
    if (forAll.isPresent()) {
      return ready(TRUE, "Released", sentence(forAll.get()));
    }
    Optional<PodStage.Stuck> stuck = stuck();
    if (stuck.isPresent()) {
      return ready(FALSE, GATE_CANNOT_START, sentence(stuck.get()));
    }
    // Where the newest pods have no gate, those of before speak, and theirs is another image.
    Optional<MigrationFailure> failure = failure();
    if (!standings.isEmpty()
        && (failure.isEmpty() || standings.getFirst().verdict().outcome() != Outcome.PASS)) {
      return ready(standings.getFirst());
    }
    if (seen.pods().isEmpty()) {
      return ready(
          UNKNOWN,
          "NoPods",
          "no pod is labelled "
              + GateNames.LABEL
              + "="
              + gate.getMetadata().getName()
              + " in this namespace");
    }
    if (failure.isPresent()) {
      return ready(
          FALSE,
          failure.get().reason(),
          "pods without the gate fail on their migrations: " + failure.get().line());
    }
    return isAnyJudging()
        ? ready(UNKNOWN, JUDGING, "the first pods are being judged")
        : ready(UNKNOWN, "Ungated", "its pods were started without the gate");
  }

  private Statement ready(Standing worst) {
    Outcome outcome = worst.verdict().outcome();
    String reason = worst.verdict().reason();
    String sentence = Wording.of(worst.verdict());
    if (outcome == Outcome.PASS) {
      return ready(TRUE, "Passed", sentence);
    }
    if (spec.enforcement() == Enforcement.AUDIT) {
      return ready(TRUE, "WouldBlock", reason + ": " + sentence);
    }
    if (new PolicyNow(spec, started)
        .allows(worst.verdict(), worst.pod().gateUid().isPresent())
        .isPresent()) {
      return ready(
          TRUE,
          outcome == Outcome.UNKNOWN && spec.unknown() == Action.PASS
              ? "UnknownAllowed"
              : "PolicyAllows",
          reason + ": " + sentence);
    }
    return ready(FALSE, reason, sentence);
  }

  private static Statement ready(Truth truth, String reason, String message) {
    return statement(ConditionTypes.READY, truth, reason, message);
  }

  private static Statement headCount(List<ChainStatus> chains) {
    if (chains.isEmpty()) {
      return statement(
          ConditionTypes.HEAD_COUNT, UNKNOWN, "NoVerdict", "no pod has said anything of a chain");
    }
    Optional<ChainStatus> bad =
        worst(chains.stream().filter(chain -> chain.verdict() != VerdictWord.PASS).toList());
    return bad.map(
            chain ->
                statement(
                    ConditionTypes.HEAD_COUNT,
                    truth(chain.verdict()),
                    chain.reason(),
                    chain.name()
                        + ": "
                        + Optional.ofNullable(chain.message()).orElse(chain.reason())))
        .orElseGet(
            () ->
                statement(
                    ConditionTypes.HEAD_COUNT,
                    TRUE,
                    "AsAllowed",
                    Wording.count(chains.size(), "chain is", "chains are") + " in order"));
  }

  private static Optional<ChainStatus> worst(List<ChainStatus> chains) {
    return chains.stream()
        .filter(chain -> chain.verdict() == VerdictWord.BLOCKED)
        .findFirst()
        .or(() -> chains.stream().findFirst());
  }

  private static Optional<Statement> database(List<ChainStatus> chains) {
    Optional<DatabaseStatus> worst = Optional.empty();
    for (ChainStatus chain : chains) {
      DatabaseStatus database = chain.database();
      if (database != null
          && (worst.isEmpty() || database.verdict().compareTo(worst.get().verdict()) > 0)) {
        worst = Optional.of(database);
      }
    }
    return worst.map(
        database ->
            statement(
                ConditionTypes.DATABASE,
                truth(database.verdict()),
                database.state(),
                Optional.ofNullable(database.message()).orElse("the database is as it has to be")));
  }

  private static Truth truth(VerdictWord verdict) {
    return switch (verdict) {
      case PASS -> TRUE;
      case BLOCKED -> FALSE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private Statement oldPodsKept() {
    List<Workload> holding =
        seen.pods().stream()
            .filter(pod -> Standing.of(pod).filter(Standing::held).isPresent())
            .map(seen::workloadOf)
            .distinct()
            .toList();
    for (Workload workload : holding) {
      if (workload.oldPods() instanceof OldPods.NotKept notKept) {
        return oldPods(FALSE, "NotKept", workload.reference().display() + ": " + notKept.why());
      }
    }
    for (Workload workload : holding) {
      if (workload.oldPods() instanceof OldPods.CannotBeTold) {
        return oldPods(
            UNKNOWN,
            "UnknownStrategy",
            workload.reference().display() + ": what its strategy does to old pods is not known");
      }
    }
    return holding.isEmpty()
        ? oldPods(TRUE, "NothingHeld", "no pod is held")
        : oldPods(TRUE, "Kept", "pods of before go on serving until new ones are ready");
  }

  private static Statement oldPods(Truth truth, String reason, String message) {
    return statement(ConditionTypes.OLD_PODS_KEPT, truth, reason, message);
  }

  private Optional<Statement> released() {
    return releases.entries().stream()
        .findFirst()
        .map(entry -> statement(ConditionTypes.RELEASED, TRUE, "ReleaseActive", sentence(entry)));
  }

  private static String sentence(ReleaseSpec entry) {
    String pods = entry.image() == null ? "pods" : "pods of " + entry.image();
    return "%s may start until %s, whatever the verdict: %s"
        .formatted(pods, entry.until(), entry.reason());
  }

  private Optional<Statement> ungated() {
    List<String> names =
        seen.pods().stream()
            .filter(pod -> pod.stage() instanceof PodStage.Ungated)
            .map(GatePod::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            statement(
                ConditionTypes.UNGATED,
                TRUE,
                "StartedWithoutGate",
                "%s labelled for this gate without it: %s"
                    .formatted(Wording.count(names.size(), "pod is", "pods are"), someOf(names))));
  }

  private Optional<Statement> reconciling() {
    return isAnyJudging()
        ? Optional.of(
            statement(ConditionTypes.RECONCILING, TRUE, JUDGING, "new pods are being judged"))
        : Optional.empty();
  }

  private boolean isAnyJudging() {
    return newest.stream().anyMatch(pod -> pod.stage() instanceof PodStage.Judging);
  }

  private Optional<Statement> stalled() {
    return stuck()
        .map(stuck -> statement(ConditionTypes.STALLED, TRUE, GATE_CANNOT_START, sentence(stuck)));
  }

  private Optional<PodStage.Stuck> stuck() {
    return newest.stream()
        .map(GatePod::stage)
        .filter(PodStage.Stuck.class::isInstance)
        .map(PodStage.Stuck.class::cast)
        .findFirst();
  }

  private Optional<MigrationFailure> failure() {
    return newest.stream()
        .flatMap(
            pod ->
                pod.stage() instanceof PodStage.Ungated ungated
                    ? ungated.failure().stream()
                    : Stream.<MigrationFailure>empty())
        .findFirst();
  }

  private static String sentence(PodStage.Stuck stuck) {
    return "the gate itself cannot start in its pods (%s): %s"
        .formatted(stuck.reason(), stuck.message());
  }

  private static String someOf(List<String> names) {
    String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() <= NAMED ? shown : shown + " and " + (names.size() - NAMED) + " more";
  }

  private static Statement statement(String type, Truth truth, String reason, String message) {
    return new Statement(type, truth, word(reason), Wording.limited(message, Wording.LONGEST));
  }

  /** Reasons come out of pods, where anybody may have written anything. */
  private static String word(String reason) {
    return reason.matches("[A-Za-z]([A-Za-z0-9_,:]{0,198}[A-Za-z0-9_])?") ? reason : "Other";
  }
}
