package io.migrationgate.bench;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The engine in a warm JVM, beside reading the same files in the same number of threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EngineBenchmark {

  /** A project as {@link SampleTree} writes them. */
  @Param("")
  public String project;

  /** From the folder to the verdict. */
  @Benchmark
  public Verdict judge() throws UnreadableException {
    FileTree tree = FileTree.host(Path.of(project));
    AlembicReader alembic = new AlembicReader(new TomljReader());
    ChainSource source = new ChainFinder(List.of(alembic)).find(tree, ".").getFirst();
    Verdict verdict = new Judge(Policy.ONE_HEAD).judge(source.read());
    if (!(verdict instanceof Verdict.Pass)) {
      throw new IllegalStateException("the sample does not pass: " + verdict);
    }
    return verdict;
  }

  /** The bytes, one file after the other. */
  @Benchmark
  public long read() throws IOException {
    return BareReader.read(new File(project, "migrations/versions"));
  }

  /** The bytes, on as many threads as the engine takes for a long chain. */
  @Benchmark
  public long readInParallel() {
    File[] files = new File(project, "migrations/versions").listFiles();
    return Stream.of(files == null ? new File[0] : files)
        .parallel()
        .mapToLong(BareReader::length)
        .sum();
  }
}
