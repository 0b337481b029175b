package io.migrationgate.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code make bench}: measures {@code check} beside Alembic itself and beside merely reading the
 * files, and writes the results into docs/benchmarks.md.
 */
public final class Benchmarks {

  private static final Path LAUNCHER = Path.of("target/dist/bin/migration-gate").toAbsolutePath();
  private static final Path PAGE = Path.of("docs/benchmarks.md");

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    BenchmarkOptions options;
    try {
      options = BenchmarkOptions.parse(args);
    } catch (RuntimeException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(BenchmarkOptions.USAGE);
      System.exit(2);
      return;
    }
    Path scratch = Files.createTempDirectory("migration-gate-bench");
    try {
      String results = measure(options, scratch);
      System.out.println(results);
      new BenchmarkPage(PAGE).show(results);
    } finally {
      delete(scratch);
    }
  }

  private static String measure(BenchmarkOptions options, Path scratch) throws Exception {
    Optional<Path> alembic = Alembics.newest();
    ProcessBenchmark whole = new ProcessBenchmark(scratch, LAUNCHER, alembic);
    List<ProcessBenchmark.Result> processes = new ArrayList<>();
    for (int size : options.sizes()) {
      System.err.println(size + " revisions: processes");
      processes.add(whole.measure(size, options.roundsAt(size)));
    }
    StartBenchmark starts = new StartBenchmark(scratch, LAUNCHER, alembic);
    List<StartBenchmark.Result> gate = new ArrayList<>();
    for (int size : List.of(1, 1_000)) {
      System.err.println(size + " revisions: the gate in a pod");
      gate.add(starts.measure(size, options.rounds()));
    }
    WarmBenchmark warm = new WarmBenchmark(scratch);
    List<WarmBenchmark.Result> engine = new ArrayList<>();
    double graph = Double.NaN;
    if (options.engine()) {
      for (int size : options.sizes()) {
        if (size >= 1_000) {
          System.err.println(size + " revisions: engine");
          engine.add(warm.engine(size));
        }
      }
      graph = Median.of(warm.graph(100_000));
    }
    return setting(alembic) + new BenchmarkReport(processes, gate, engine, graph).markdown();
  }

  private static String setting(Optional<Path> alembic) throws IOException {
    String compared =
        alembic.isPresent()
            ? "Alembic " + Alembics.version(alembic.get())
            : "no Alembic, which is left out";
    return String.format(
        Locale.ROOT,
        "Measured on %s: %s %s, %d cores (%s), load average %.1f, Java %s, %s.%n%n",
        LocalDate.now(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("java.version"),
        compared);
  }

  private static String processor() throws IOException {
    File information = new File("/proc/cpuinfo");
    if (!information.canRead()) {
      return "of an unknown kind";
    }
    try (Stream<String> lines = Files.lines(information.toPath())) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("of an unknown kind");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
