package io.migrationgate.core.reader.numbered;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A number in a file name, of one part or several: what is left out at the end counts as zero. */
record Version(List<BigInteger> parts) implements Comparable<Version> {

  Version {
    int end = parts.size();
    while (end > 1 && parts.get(end - 1).signum() == 0) {
      end--;
    }
    parts = List.copyOf(parts.subList(0, end));
  }

  /** Reads {@code 7}, {@code 1.2.3} or {@code 1_2}. */
  static Version of(String digitsAndSeparators) {
    List<BigInteger> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= digitsAndSeparators.length(); i++) {
      char c = i < digitsAndSeparators.length() ? digitsAndSeparators.charAt(i) : '.';
      if (c == '.' || c == '_') {
        parts.add(new BigInteger(digitsAndSeparators.substring(from, i)));
        from = i + 1;
      }
    }
    return new Version(parts);
  }

  @Override
  public int compareTo(Version other) {
    int shared = Math.min(parts.size(), other.parts.size());
    for (int i = 0; i < shared; i++) {
      int order = parts.get(i).compareTo(other.parts.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(parts.size(), other.parts.size());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (BigInteger part : parts) {
      text.append(text.isEmpty() ? "" : ".").append(part);
    }
    return text.toString();
  }
}
