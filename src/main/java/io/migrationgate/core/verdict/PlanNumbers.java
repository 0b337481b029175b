package io.migrationgate.core.verdict;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The numbers that names of sqitch's changes begin with: {@code 03-ratings}. */
public final class PlanNumbers {

  /** Numbers with more digits are dates. */
  private static final int MAX_DIGITS = 6;

  private PlanNumbers() {}

  /** The number before a hyphen or an underscore, as it is written; empty where there is none. */
  public static String digits(String name) {
    int digits = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    boolean number =
        digits > 0
            && digits <= MAX_DIGITS
            && digits < name.length()
            && (name.charAt(digits) == '-' || name.charAt(digits) == '_');
    return number ? name.substring(0, digits) : "";
  }

  public static OptionalLong of(String name) {
    String digits = digits(name);
    return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
  }

  /** The name with other digits in the place of its own. */
  public static String with(String digits, String name) {
    return digits + name.substring(digits(name).length());
  }

  /** The name with the next number that none of the names has; empty if it has none itself. */
  public static Optional<String> free(String name, Collection<String> names) {
    int width = digits(name).length();
    if (width == 0) {
      return Optional.empty();
    }
    Set<Long> taken = new HashSet<>();
    long highest = 0;
    for (String other : names) {
      String digits = digits(other);
      if (!digits.isEmpty()) {
        taken.add(Long.parseLong(digits));
      }
      // Numbers of another width may be years.
      if (digits.length() == width) {
        highest = Math.max(highest, Long.parseLong(digits));
      }
    }
    long free = highest + 1;
    while (taken.contains(free)) {
      free++;
    }
    return Optional.of(with(String.format(Locale.ROOT, "%0" + width + "d", free), name));
  }
}
