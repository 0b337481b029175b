package io.migrationgate.operator.metrics;

import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.operator.metrics.GateSnapshot.Judged;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every gate, kept for whoever scrapes. A gate's series come with its first
 * publication and go when it is forgotten.
 */
@Singleton
public final class GateMetrics {

  /**
   * Beyond these a gate has no series: what Prometheus can bear is not for users' number to say.
   */
  static final int MOST_GATES = 5_000;

  private final ConcurrentMap<Gate, Entry> entries = new ConcurrentHashMap<>();
  private final Set<Gate> leftOut = ConcurrentHashMap.newKeySet();
  private final CheckDurations durations;
  private final Clock clock;

  private volatile Optional<Instant> leadingSince = Optional.empty();

  @Inject
  GateMetrics(CheckDurations durations, Clock clock) {
    this.durations = durations;
    this.clock = clock;
  }

  /** Takes the place of what was known of the gate. */
  public void record(String namespace, String name, GateSnapshot snapshot) {
    Gate gate = new Gate(namespace, name);
    if (entries.size() >= MOST_GATES && !entries.containsKey(gate)) {
      leftOut.add(gate);
      return;
    }
    leftOut.remove(gate);
    entries.compute(gate, (key, before) -> after(before, snapshot));
  }

  /** The gate is gone, and so are its series. */
  public void forget(String namespace, String name) {
    Gate gate = new Gate(namespace, name);
    entries.remove(gate);
    leftOut.remove(gate);
  }

  /** Says whether this process is the one that looks after the gates: no other shows them. */
  public void leading(boolean leading) {
    if (leading) {
      leadingSince = Optional.of(clock.instant());
    } else {
      leadingSince = Optional.empty();
      entries.clear();
      leftOut.clear();
    }
  }

  boolean isLeading() {
    return leadingSince.isPresent();
  }

  int leftOut() {
    return leftOut.size();
  }

  /** As they are now; they may change while they are read, each as a whole. */
  Map<Gate, Entry> entries() {
    return isLeading() ? entries : Map.of();
  }

  /**
   * A pod is counted once, and only by who was there: a new leader would count all of them anew.
   */
  private Entry after(@Nullable Entry before, GateSnapshot snapshot) {
    Set<String> known = before == null ? Set.of() : before.counted;
    Map<Verdict, Long> totals = new HashMap<>(before == null ? Map.of() : before.verdicts);
    for (Judged judged : snapshot.judged()) {
      if (!known.contains(judged.podUid()) && isNews(judged)) {
        totals.merge(new Verdict(judged.verdict(), judged.reason()), 1L, Long::sum);
        judged.took().ifPresent(durations::add);
      }
    }
    Set<String> counted =
        snapshot.judged().stream().map(Judged::podUid).collect(Collectors.toUnmodifiableSet());
    return new Entry(snapshot, counted, Map.copyOf(totals));
  }

  private boolean isNews(Judged judged) {
    // The kubelet tells whole seconds.
    return leadingSince.filter(since -> judged.at().isAfter(since.minusSeconds(1))).isPresent();
  }

  record Gate(String namespace, String name) {
    List<String> labels() {
      return List.of(namespace, name);
    }
  }

  record Verdict(VerdictWord word, String reason) {}

  record Entry(GateSnapshot snapshot, Set<String> counted, Map<Verdict, Long> verdicts) {}
}
