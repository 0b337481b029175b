package io.migrationgate.core.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Guesses what a misspelt name was meant to be. */
public final class NearestName {

  /** Nobody writes longer names, and the comparison takes the product of both lengths. */
  private static final int MAX_LENGTH = 64;

  private NearestName() {}

  /** The known name that the fewest changes lead to, if they are few for its length. */
  public static Optional<String> of(String written, Collection<String> known) {
    Optional<String> nearest = Optional.empty();
    int fewest = Integer.MAX_VALUE;
    if (written.length() > MAX_LENGTH) {
      return nearest;
    }
    for (String name : new TreeSet<>(known)) {
      int changes = changes(written, name);
      if (changes < fewest && changes <= (name.length() + 2) / 3) {
        fewest = changes;
        nearest = Optional.of(name);
      }
    }
    return nearest;
  }

  /** How many letters have to be added, taken away or replaced. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
