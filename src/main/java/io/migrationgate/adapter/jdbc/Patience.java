package io.migrationgate.adapter.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between attempts: longer and longer, and not in step with other pods. */
record Patience(Duration first, Duration longest) {

  static final Patience USUAL = new Patience(Duration.ofMillis(500), Duration.ofSeconds(10));

  /**
   * The pause behind an attempt.
   *
   * @param attempt from 1
   */
  Duration after(int attempt) {
    long doubled = first.toMillis() << Math.min(attempt - 1, 20);
    long bounded = Math.max(1, Math.min(doubled, longest.toMillis()));
    return Duration.ofMillis(bounded - ThreadLocalRandom.current().nextLong((bounded + 3) / 4));
  }
}
