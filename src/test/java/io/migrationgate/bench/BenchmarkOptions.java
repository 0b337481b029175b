package io.migrationgate.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param sizes how many revision files the trees have
 * @param rounds how often each process runs on the smallest tree; larger ones get fewer
 * @param engine whether the engine is measured in a warm JVM as well
 */
record BenchmarkOptions(List<Integer> sizes, int rounds, boolean engine) {

  static final String USAGE = "BENCH_ARGS: [--quick] [--sizes N,N,...] [--rounds N] [--no-engine]";

  /** Reads the command line; throws what is wrong with it. */
  static BenchmarkOptions parse(String... args) {
    List<Integer> sizes = List.of(100, 1_000, 5_000, 20_000);
    int rounds = 11;
    boolean engine = true;
    for (int at = 0; at < args.length; at++) {
      switch (args[at]) {
        case "--quick" -> {
          sizes = List.of(100, 1_000);
          rounds = 5;
        }
        case "--sizes" ->
            sizes = Stream.of(args[++at].split(",")).map(Integer::valueOf).sorted().toList();
        case "--rounds" -> rounds = Integer.parseInt(args[++at]);
        case "--no-engine" -> engine = false;
        default -> throw new IllegalArgumentException(args[at] + "? " + USAGE);
      }
    }
    return new BenchmarkOptions(sizes, rounds, engine);
  }

  int roundsAt(int size) {
    return Math.max(3, size < 5_000 ? rounds : size < 20_000 ? rounds / 2 : rounds / 3);
  }
}
