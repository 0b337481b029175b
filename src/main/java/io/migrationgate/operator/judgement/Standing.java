package io.migrationgate.operator.judgement;

import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.PodStage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What counts of a pod's words, and since when.
 *
 * @param held whether it waits now
 */
record Standing(GatePod pod, GateMessage verdict, boolean held, Instant at) {

  private static final String DATABASE_READY = "DatabaseReady";

  /** Who waits knows best; of the others, who spoke last. */
  static final Comparator<Standing> MOST_RELEVANT =
      Comparator.comparing(Standing::held).thenComparing(Standing::at);

  /** The worst first, so that a gate never looks better than one of its workloads. */
  static final Comparator<Standing> WORST =
      Comparator.comparing((Standing standing) -> standing.verdict.outcome())
          .thenComparing(MOST_RELEVANT)
          .reversed();

  static Optional<Standing> of(GatePod pod) {
    return switch (pod.stage()) {
      case PodStage.Held held -> Optional.of(new Standing(pod, held.verdict(), true, held.since()));
      case PodStage.LetGo letGo ->
          Optional.of(new Standing(pod, verdict(letGo), false, letGo.at()));
      case PodStage.GaveUp gaveUp ->
          Optional.of(new Standing(pod, gaveUp.verdict(), false, gaveUp.at()));
      case PodStage.Ungated s -> Optional.empty();
      case PodStage.Judging s -> Optional.empty();
      case PodStage.Stuck s -> Optional.empty();
    };
  }

  /** What the database lacked when the verdict was written has come since. */
  private static GateMessage verdict(PodStage.LetGo letGo) {
    if (!letGo.word().equals(DATABASE_READY)) {
      return letGo.verdict();
    }
    List<DatabaseNote> ready =
        letGo.verdict().databases().stream()
            .map(
                note ->
                    new DatabaseNote(note.chain(), Outcome.PASS, DATABASE_READY, List.of(), "", ""))
            .toList();
    return GateMessage.of(letGo.verdict().chains(), ready);
  }
}
