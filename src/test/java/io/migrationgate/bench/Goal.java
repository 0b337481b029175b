package io.migrationgate.bench;

import java.util.Locale;

/**
 * Something promised, and what was measured.
 *
 * @param atLeast whether the limit is the least that will do, else it is the most
 * @param measured NaN where it could not be measured
 */
record Goal(String promise, boolean atLeast, double limit, double measured) {

  String result() {
    return Double.isNaN(measured) ? "-" : String.format(Locale.ROOT, "%.2f", measured);
  }

  String wanted() {
    return (atLeast ? "≥ " : "≤ ") + limit;
  }

  String verdict() {
    if (Double.isNaN(measured)) {
      return "not measured";
    }
    return (atLeast ? measured >= limit : measured <= limit) ? "met" : "**missed**";
  }
}
