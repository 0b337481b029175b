package io.migrationgate.gate;

import java.time.Duration;

/** Something that is due again and again, each time after twice as long. */
final class Backoff {

  private final Duration longest;
  private Duration step;
  private Duration due;

  Backoff(Duration first, Duration longest) {
    this.longest = longest;
    this.step = first;
    this.due = first;
  }

  Duration due() {
    return due;
  }

  /** Whether it is due; if so, the next time is set. */
  boolean passes(Duration elapsed) {
    if (elapsed.compareTo(due) < 0) {
      return false;
    }
    step = step.multipliedBy(2).compareTo(longest) < 0 ? step.multipliedBy(2) : longest;
    due = elapsed.plus(step);
    return true;
  }
}
