package io.migrationgate.adapter.http;

import java.time.Duration;

/**
 * How long to wait for a forge, and how hard to ask it.
 *
 * @param answer for a whole answer, from the first byte sent to the last one read
 * @param attempts for one request
 * @param firstBackoff before the second attempt; each further one waits twice as long
 * @param longestWait that a forge may ask for before it counts as not answering
 * @param beside how many requests may run at once
 */
public record Patience(
    Duration connect,
    Duration answer,
    int attempts,
    Duration firstBackoff,
    Duration longestWait,
    int beside) {

  /**
   * GitHub asks for at least a minute where it does not say how long, and calls 100 at once too
   * many.
   */
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          4,
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          8);

  public Patience {
    if (attempts < 1 || beside < 1) {
      throw new IllegalArgumentException("at least one attempt, at least one request at once");
    }
  }

  /** As patient otherwise, with so much time for one answer. */
  public Patience waiting(Duration forAnswer) {
    return new Patience(connect, forAnswer, attempts, firstBackoff, longestWait, beside);
  }

  Duration backoff(int failedAttempts) {
    return firstBackoff.multipliedBy(1L << (failedAttempts - 1));
  }
}
