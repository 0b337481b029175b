package io.migrationgate.operator.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gates that were looked for in vain, so that nobody waits for a misspelt name for ever. */
final class MissedGates {

  private static final int MOST = 1_000;

  /** After that long somebody may have come to make it after all. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Duration worthWaiting;
  private final Map<GateName, Instant> since = new LinkedHashMap<>();

  /**
   * A memory of them.
   *
   * @param worthWaiting for how long after the first time one may be on its way
   */
  MissedGates(Duration worthWaiting) {
    this.worthWaiting = worthWaiting;
  }

  /** Whether it is worth waiting for one that is not there now. */
  synchronized boolean isWorthWaiting(GateName gate, Instant now) {
    Instant first = since.get(gate);
    if (first == null || now.isAfter(first.plus(MEMORY))) {
      since.remove(gate);
      since.put(gate, now);
      if (since.size() > MOST) {
        since.remove(since.keySet().iterator().next());
      }
      return true;
    }
    return now.isBefore(first.plus(worthWaiting));
  }

  synchronized void found(GateName gate) {
    if (!since.isEmpty()) {
      since.remove(gate);
    }
  }
}
