package io.migrationgate.operator.admission;

import java.time.Duration;

/**
 * By when there has to be an answer.
 *
 * @param end on the clock of {@link System#nanoTime}
 */
record Deadline(long end) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Zero when it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  boolean isOver() {
    return left().isZero();
  }
}
