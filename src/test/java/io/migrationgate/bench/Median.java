package io.migrationgate.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Middles of measurements: on a machine that others use too, an average tells little. */
final class Median {

  private Median() {}

  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The middle of the ratios of what was measured in the same round. */
  static double ofRatios(List<Double> dividends, List<Double> divisors) {
    return of(
        IntStream.range(0, dividends.size())
            .mapToObj(round -> dividends.get(round) / divisors.get(round))
            .toList());
  }
}
