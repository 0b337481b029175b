package io.migrationgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks, all of them in each round and each in a JVM of its own. */
final class WarmBenchmark {

  private static final int ROUNDS = 3;

  /** The engine on one tree, in milliseconds; a list has one for each round. */
  record Result(int files, List<Double> judge, List<Double> read, List<Double> readInParallel) {}

  private final Path scratch;

  WarmBenchmark(Path scratch) {
    this.scratch = scratch;
  }

  Result engine(int files) throws IOException, RunnerException {
    Path project = scratch.resolve("plain-" + files);
    if (Files.notExists(project)) {
      SampleTree.write(project, files);
    }
    Map<String, List<Double>> times =
        run(options(EngineBenchmark.class).param("project", project.toString()).build());
    return new Result(files, times.get("judge"), times.get("read"), times.get("readInParallel"));
  }

  /** The graph alone, of so many revisions. */
  List<Double> graph(int revisions) throws RunnerException {
    return run(options(GraphBenchmark.class).param("revisions", "" + revisions).build())
        .get("build");
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName() + "\\.")
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgs("-Djmh.ignoreLock=true", "--sun-misc-unsafe-memory-access=allow")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private static Map<String, List<Double>> run(Options options) throws RunnerException {
    Map<String, List<Double>> times = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RunResult result : new Runner(options).run()) {
        times
            .computeIfAbsent(result.getPrimaryResult().getLabel(), label -> new ArrayList<>())
            .add(result.getPrimaryResult().getScore());
      }
    }
    return times;
  }
}
