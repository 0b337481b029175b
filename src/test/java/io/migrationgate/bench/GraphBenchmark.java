package io.migrationgate.bench;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The graph alone: edges, ends, duplicates, circles. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphBenchmark {

  @Param({"10000", "100000"})
  public int revisions;

  private final List<Revision> chain = new ArrayList<>();

  /** A straight chain, in the order of its files. */
  @Setup
  public void write() {
    for (int number = 0; number < revisions; number++) {
      String id = "r" + number;
      chain.add(
          new Revision(
              new RevisionId(id),
              number == 0 ? List.of() : List.of(new RevisionId("r" + (number - 1))),
              List.of(),
              List.of(),
              "versions/" + id + ".py",
              new Revision.Lines(1, 2, 0, 0),
              number));
    }
  }

  /** What {@code check} asks of it. */
  @Benchmark
  public int build() {
    MigrationGraph graph = MigrationGraph.of(chain);
    if (!graph.problems().isEmpty()) {
      throw new IllegalStateException("a straight chain has no problem");
    }
    return graph.headsWithoutPhantoms().size();
  }
}
