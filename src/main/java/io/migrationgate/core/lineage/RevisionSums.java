package io.migrationgate.core.lineage;

import io.migrationgate.core.graph.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of the ids of a whole chain: as little for 100,000 revisions as for one, and enough
 * to name the few that another chain has on top.
 *
 * <p>Each id is a number below a prime, and what is kept are the sums of their first powers. If a
 * chain has the same revisions and {@code n} more, the differences of the first {@code n} sums are
 * the power sums of those alone. Newton's identities turn them into the polynomial whose roots are
 * the numbers of their ids, and every revision of the chain can be tried for a root. The sums that
 * are left over have to agree as well.
 *
 * @param powers the sums of the first, second, third ... powers
 * @param files one sum in which the bytes of the files count too
 */
public record RevisionSums(List<Long> powers, long files) {

  /** So many revisions can be named. */
  public static final int MOST_NAMED = 6;

  private static final int EXPONENT = 61;

  /** A Mersenne prime, so that a remainder takes a shift and an addition. */
  private static final long PRIME = (1L << EXPONENT) - 1;

  private static final char SEPARATOR = '.';

  public RevisionSums {
    powers = List.copyOf(powers);
    if (powers.size() != MOST_NAMED) {
      throw new IllegalArgumentException("there are " + MOST_NAMED + " sums of powers");
    }
  }

  /** Of revisions that each have an id of their own. */
  public static RevisionSums of(Collection<Revision> revisions) {
    long[] powers = new long[MOST_NAMED];
    long files = 0;
    for (Revision revision : revisions) {
      long id = number(revision);
      long power = 1;
      for (int i = 0; i < MOST_NAMED; i++) {
        power = product(power, id);
        powers[i] = sum(powers[i], power);
      }
      files = sum(files, ofFile(revision));
    }
    List<Long> all = new ArrayList<>(MOST_NAMED);
    for (long power : powers) {
      all.add(power);
    }
    return new RevisionSums(all, files);
  }

  /** From {@link #text}; nothing if it is something else. */
  public static Optional<RevisionSums> parse(String text) {
    List<Long> numbers = new ArrayList<>(MOST_NAMED + 1);
    for (int from = 0; from <= text.length(); ) {
      int end = text.indexOf(SEPARATOR, from);
      end = end < 0 ? text.length() : end;
      try {
        long number = Long.parseLong(text.substring(from, end), Character.MAX_RADIX);
        if (number < 0 || number >= PRIME || numbers.size() > MOST_NAMED) {
          return Optional.empty();
        }
        numbers.add(number);
      } catch (NumberFormatException other) {
        return Optional.empty();
      }
      from = end + 1;
    }
    return numbers.size() == MOST_NAMED + 1
        ? Optional.of(new RevisionSums(numbers.subList(0, MOST_NAMED), numbers.getLast()))
        : Optional.empty();
  }

  /** In letters, digits and full stops. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (long power : powers) {
      text.append(Long.toString(power, Character.MAX_RADIX)).append(SEPARATOR);
    }
    return text.append(Long.toString(files, Character.MAX_RADIX)).toString();
  }

  /**
   * Which of these revisions are not among those that the sums are of; nothing where that cannot be
   * told.
   *
   * @param revisions with an id of their own each: all that the sums are of, and some more
   * @param more how many more
   */
  List<Revision> missing(Collection<Revision> revisions, int more) {
    if (more < 1 || more > MOST_NAMED) {
      return List.of();
    }
    List<Long> all = of(revisions).powers;
    long[] ofMissing = new long[MOST_NAMED];
    for (int i = 0; i < MOST_NAMED; i++) {
      ofMissing[i] = difference(all.get(i), powers.get(i));
    }
    long[] polynomial = polynomial(ofMissing, more);
    List<Revision> missing = new ArrayList<>(more);
    for (Revision revision : revisions) {
      if (value(polynomial, number(revision)) == 0) {
        missing.add(revision);
      }
    }
    List<Long> found = of(missing).powers;
    for (int i = 0; i < MOST_NAMED; i++) {
      if (found.get(i) != ofMissing[i]) {
        return List.of();
      }
    }
    return missing;
  }

  /** Whether the sums are of the files of these revisions, byte for byte. */
  boolean areOfFiles(Collection<Revision> revisions) {
    return of(revisions).files == files;
  }

  /**
   * By Newton's identities: the elementary symmetric polynomials with their signs, which are the
   * coefficients from the highest power down.
   */
  private static long[] polynomial(long[] powerSums, int degree) {
    long[] coefficients = new long[degree + 1];
    coefficients[0] = 1;
    for (int k = 1; k <= degree; k++) {
      long sum = 0;
      for (int i = 1; i <= k; i++) {
        sum = sum(sum, product(coefficients[k - i], powerSums[i - 1]));
      }
      coefficients[k] = difference(0, product(sum, inverse(k)));
    }
    return coefficients;
  }

  private static long value(long[] coefficients, long x) {
    long value = 0;
    for (long coefficient : coefficients) {
      value = sum(product(value, x), coefficient);
    }
    return value;
  }

  // --- numbers below the prime -------------------------------------------------------------------

  private static long number(Revision revision) {
    // FNV-1a, and then every bit made to depend on every other.
    long hash = 0xcbf29ce484222325L;
    String id = revision.id().value();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return remainder(mixed(hash));
  }

  private static long ofFile(Revision revision) {
    return remainder(mixed(number(revision) + mixed(revision.fingerprint())));
  }

  private static long mixed(long bits) {
    long mixed = bits;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  private static long remainder(long bits) {
    return sum(bits & PRIME, bits >>> EXPONENT);
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum >= PRIME ? sum - PRIME : sum;
  }

  private static long difference(long one, long other) {
    return one >= other ? one - other : one - other + PRIME;
  }

  private static long product(long one, long other) {
    long low = one * other;
    long high = Math.multiplyHigh(one, other) << (Long.SIZE - EXPONENT) | low >>> EXPONENT;
    return sum(low & PRIME, high);
  }

  /** By Fermat: to the power of the prime minus two. */
  private static long inverse(long number) {
    long inverse = 1;
    long square = number;
    for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
      if ((exponent & 1) == 1) {
        inverse = product(inverse, square);
      }
      square = product(square, square);
    }
    return inverse;
  }
}
