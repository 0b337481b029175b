package io.migrationgate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured, as the page shows it: times, the engine alone, and the goals beside them. */
final class BenchmarkReport {

  private final List<ProcessBenchmark.Result> processes;
  private final List<StartBenchmark.Result> gate;
  private final List<WarmBenchmark.Result> engine;
  private final double graphOf100000;

  BenchmarkReport(
      List<ProcessBenchmark.Result> processes,
      List<StartBenchmark.Result> gate,
      List<WarmBenchmark.Result> engine,
      double graphOf100000) {
    this.processes = List.copyOf(processes);
    this.gate = List.copyOf(gate);
    this.engine = List.copyOf(engine);
    this.graphOf100000 = graphOf100000;
  }

  String markdown() {
    return "Whole processes, medians:\n\n"
        + processTable()
        + "\nThe gate in a pod, from the start of `gate check` to its exit, medians:\n\n"
        + gateTable()
        + (engine.isEmpty()
            ? ""
            : "\nThe engine alone, in a warm JVM, medians:\n\n" + engineTable())
        + "\nThe goals:\n\n"
        + goalTable();
  }

  private MarkdownTable processTable() {
    MarkdownTable table =
        new MarkdownTable(
            "revisions",
            "`check`",
            "`alembic heads`, fresh",
            "times",
            "`alembic heads`, warm",
            "times",
            "a JVM reading the bytes",
            "memory of `check`",
            "of `alembic`");
    for (ProcessBenchmark.Result result : processes) {
      boolean compared = !result.fresh().isEmpty();
      table.row(
          String.format(Locale.ROOT, "%,d", result.files()),
          milliseconds(Median.of(result.check())),
          compared ? milliseconds(Median.of(result.fresh())) : "-",
          compared ? times(Median.ofRatios(result.fresh(), result.check())) : "-",
          compared ? milliseconds(Median.of(result.warm())) : "-",
          compared ? times(Median.ofRatios(result.warm(), result.check())) : "-",
          milliseconds(Median.of(result.reading())),
          mebibytes(result.memory()),
          mebibytes(result.memoryOfAlembic()));
    }
    return table;
  }

  private MarkdownTable gateTable() {
    MarkdownTable table =
        new MarkdownTable(
            "revisions",
            "`gate check`",
            "without its start-up cache",
            "times",
            "`alembic heads`, warm",
            "times",
            "a bare `main`",
            "`gate check`, times a bare `main`");
    for (StartBenchmark.Result result : gate) {
      boolean compared = !result.alembic().isEmpty();
      table.row(
          String.format(Locale.ROOT, "%,d", result.files()),
          milliseconds(Median.of(result.gate())),
          milliseconds(Median.of(result.uncached())),
          times(Median.ofRatios(result.uncached(), result.gate())),
          compared ? milliseconds(Median.of(result.alembic())) : "-",
          compared ? times(Median.ofRatios(result.alembic(), result.gate())) : "-",
          milliseconds(Median.of(result.bare())),
          times(Median.ofRatios(result.gate(), result.bare())));
    }
    return table;
  }

  private MarkdownTable engineTable() {
    MarkdownTable table =
        new MarkdownTable(
            "revisions",
            "reading, judging",
            "the bytes only, same threads",
            "times",
            "the bytes only, one thread",
            "times");
    for (WarmBenchmark.Result result : engine) {
      table.row(
          String.format(Locale.ROOT, "%,d", result.files()),
          milliseconds(Median.of(result.judge())),
          milliseconds(Median.of(sameThreads(result))),
          times(Median.ofRatios(result.judge(), sameThreads(result))),
          milliseconds(Median.of(result.read())),
          times(Median.ofRatios(result.judge(), result.read())));
    }
    table.row("100,000, the graph alone", milliseconds(graphOf100000), "", "", "", "");
    return table;
  }

  /** The engine reads short chains in one thread and long ones in several. */
  private static List<Double> sameThreads(WarmBenchmark.Result result) {
    return result.files() < 2_048 ? result.read() : result.readInParallel();
  }

  private MarkdownTable goalTable() {
    MarkdownTable table = new MarkdownTable("goal", "wanted", "measured", "");
    for (Goal goal : goals()) {
      table.row(goal.promise(), goal.wanted(), goal.result(), goal.verdict());
    }
    return table;
  }

  private List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    goals.add(new Goal("1,000 revisions, times a fresh `alembic heads`", true, 8, fresh(1_000)));
    goals.add(new Goal("1,000 revisions, times a warm one", true, 3.5, warm(1_000)));
    goals.add(new Goal("5,000 revisions, times a fresh one", true, 15, fresh(5_000)));
    goals.add(new Goal("5,000 revisions, times a warm one", true, 4, warm(5_000)));
    goals.add(
        new Goal(
            "each file from 1,000 to 5,000, as a part of a warm Alembic's cost",
            false,
            0.1,
            slope()));
    for (StartBenchmark.Result result : gate) {
      if (result.files() == 1_000) {
        goals.add(
            new Goal(
                "`gate check` on 1,000 revisions, times a bare `main`",
                false,
                3,
                Median.ofRatios(result.gate(), result.bare())));
      }
    }
    for (WarmBenchmark.Result result : engine) {
      goals.add(
          new Goal(
              String.format(
                  Locale.ROOT, "the warm engine, times reading %,d files", result.files()),
              false,
              3,
              Median.ofRatios(result.judge(), sameThreads(result))));
    }
    goals.add(new Goal("memory for each further file, in KiB", false, 16, memoryPerFile()));
    return goals;
  }

  private double fresh(int files) {
    return at(files)
        .filter(result -> !result.fresh().isEmpty())
        .map(result -> Median.ofRatios(result.fresh(), result.check()))
        .orElse(Double.NaN);
  }

  private double warm(int files) {
    return at(files)
        .filter(result -> !result.warm().isEmpty())
        .map(result -> Median.ofRatios(result.warm(), result.check()))
        .orElse(Double.NaN);
  }

  /** Between 1,000 and 5,000: beyond that Alembic's own cost grows faster than its files. */
  private double slope() {
    Optional<ProcessBenchmark.Result> small = at(1_000);
    Optional<ProcessBenchmark.Result> large = at(5_000);
    if (small.isEmpty() || large.isEmpty() || small.get().warm().isEmpty()) {
      return Double.NaN;
    }
    return (Median.of(large.get().check()) - Median.of(small.get().check()))
        / (Median.of(large.get().warm()) - Median.of(small.get().warm()));
  }

  private double memoryPerFile() {
    ProcessBenchmark.Result small = processes.getFirst();
    ProcessBenchmark.Result large = processes.getLast();
    return processes.size() < 2
        ? Double.NaN
        : (large.memory() - small.memory()) * 1024 / (large.files() - small.files());
  }

  private Optional<ProcessBenchmark.Result> at(int files) {
    return processes.stream().filter(result -> result.files() == files).findFirst();
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%,.0f ms", value);
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String mebibytes(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f MiB", value);
  }
}
