package io.migrationgate.operator.metrics;

import io.migrationgate.api.v1alpha1.VerdictWord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a gate when its status is published.
 *
 * @param ready whether pods may start
 * @param reason of that, one word
 * @param pods how many there are in each state; a state that is not named has none
 * @param heldSince when the first of those that are held began to wait
 * @param wouldBlock pods that only audit mode let through
 * @param releaseUntil when the release ends that is active, if one is
 * @param failsOnRestart whether a running pod would not come up again; none where that cannot be
 *     told
 * @param judged every pod there is that has been judged, each time anew
 */
public record GateSnapshot(
    Readiness ready,
    String reason,
    List<Chain> chains,
    Map<PodState, Integer> pods,
    Optional<Instant> heldSince,
    int wouldBlock,
    Optional<Instant> releaseUntil,
    Optional<Boolean> failsOnRestart,
    Collection<Judged> judged) {

  /**
   * As many as a gate may have. Each makes series of its own, so that a bound of our own is wanted.
   */
  static final int MOST_CHAINS = 16;

  public GateSnapshot {
    chains = List.copyOf(chains.size() > MOST_CHAINS ? chains.subList(0, MOST_CHAINS) : chains);
    pods = Map.copyOf(pods);
    judged = List.copyOf(judged);
  }

  /** The status of the condition {@code Ready}. */
  public enum Readiness {
    TRUE,
    FALSE,
    UNKNOWN
  }

  /**
   * What the newest pods say of a chain.
   *
   * @param verdict on its files, whatever its database
   * @param database one word such as {@code DatabaseBehind}, where the database was asked
   */
  public record Chain(
      String name,
      VerdictWord verdict,
      OptionalInt heads,
      OptionalInt revisions,
      Optional<String> database) {}

  /**
   * The verdict of the gate in one pod.
   *
   * @param took how long the check ran
   */
  public record Judged(
      String podUid, VerdictWord verdict, String reason, Instant at, Optional<Duration> took) {}
}
