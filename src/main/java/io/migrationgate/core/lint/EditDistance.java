package io.migrationgate.core.lint;

import java.util.List;

/** How many letters it takes to make one name of another. */
final class EditDistance {

  private EditDistance() {}

  /** The first of those that take the fewest. */
  static String nearest(String name, List<String> known) {
    String best = known.getFirst();
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = between(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  private static int between(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[right.length()];
  }
}
