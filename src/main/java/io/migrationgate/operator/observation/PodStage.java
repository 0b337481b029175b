package io.migrationgate.operator.observation;

import io.migrationgate.core.message.GateMessage;
import java.time.Instant;
import java.util.Optional;

/** How far a pod has come with its gate. */
public sealed interface PodStage {

  /**
   * It is labelled for a gate and has none in it.
   *
   * @param failure what its app died of, if that was a migration
   */
  record Ungated(Optional<MigrationFailure> failure) implements PodStage {}

  /** There is no verdict yet. */
  record Judging() implements PodStage {}

  /**
   * There will be no verdict unless somebody does something: the gate's own containers do not
   * start.
   *
   * @param reason the kubelet's word, such as {@code ErrImagePull}
   */
  record Stuck(String reason, String message) implements PodStage {}

  /** It waits in front of its app. */
  record Held(GateMessage verdict, Instant since) implements PodStage {}

  /**
   * Its app may run.
   *
   * @param word why it was let go, in the gate's words
   */
  record LetGo(GateMessage verdict, String word, Instant at) implements PodStage {

    /** The word of a pod that would be held, if anybody were. */
    public static final String AUDITED = "Audited";
  }

  /** It waited as long as it was told to, and has failed. */
  record GaveUp(GateMessage verdict, Instant at) implements PodStage {}

  /** What the gate in the pod has said, if it has. */
  default Optional<GateMessage> said() {
    return switch (this) {
      case Ungated s -> Optional.empty();
      case Judging s -> Optional.empty();
      case Stuck s -> Optional.empty();
      case Held held -> Optional.of(held.verdict());
      case LetGo letGo -> Optional.of(letGo.verdict());
      case GaveUp gaveUp -> Optional.of(gaveUp.verdict());
    };
  }
}
