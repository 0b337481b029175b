package io.migrationgate.gate;

import java.time.Duration;
import java.util.Optional;

/** Times as Kubernetes and its people write them: {@code 1h30m}. */
public final class Durations {

  private Durations() {}

  /** Empty if it is none, or if it is not positive. */
  public static Optional<Duration> parse(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
        digits++;
      }
      if (digits == at || digits - at > 9 || digits == text.length()) {
        return Optional.empty();
      }
      int amount = Integer.parseInt(text.substring(at, digits));
      boolean milliseconds = text.startsWith("ms", digits);
      char unit = text.charAt(digits);
      if (milliseconds) {
        sum = sum.plusMillis(amount);
      } else if (unit == 'd') {
        sum = sum.plusDays(amount);
      } else if (unit == 'h') {
        sum = sum.plusHours(amount);
      } else if (unit == 'm') {
        sum = sum.plusMinutes(amount);
      } else if (unit == 's') {
        sum = sum.plusSeconds(amount);
      } else {
        return Optional.empty();
      }
      at = digits + (milliseconds ? 2 : 1);
    }
    return sum.isPositive() ? Optional.of(sum) : Optional.empty();
  }

  static String words(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes == 0) {
      return duration.toSeconds() + " s";
    }
    return minutes < 60
        ? minutes + " min"
        : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
