package io.migrationgate.cli.explanation;

import java.time.Duration;

/** How long something has lasted, as precisely as a person wants it. */
final class Elapsed {

  private Elapsed() {}

  static String words(Duration elapsed) {
    long minutes = elapsed.toMinutes();
    if (elapsed.isNegative() || minutes == 0) {
      return "less than a minute";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = elapsed.toHours();
    return hours < 48 ? hours + " h " + minutes % 60 + " min" : elapsed.toDays() + " days";
  }
}
