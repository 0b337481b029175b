package io.migrationgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whole processes, each beside the others in every round, so that a noisy minute hits them all. */
final class ProcessBenchmark {

  /**
   * What was measured on one tree; times in milliseconds, a list has one for each round.
   *
   * @param fresh Alembic without compiled files; empty where there is no Alembic
   * @param warm Alembic with them; empty where there is none
   * @param memory the most memory of the check, in MiB
   */
  record Result(
      int files,
      List<Double> check,
      List<Double> fresh,
      List<Double> warm,
      List<Double> reading,
      double memory,
      double memoryOfAlembic) {}

  private final Path scratch;
  private final Contender check;
  private final Optional<Path> alembic;

  ProcessBenchmark(Path scratch, Path launcher, Optional<Path> alembic) {
    this.scratch = scratch;
    this.check =
        new Contender("migration-gate check", List.of(launcher.toString(), "check"), Map.of());
    this.alembic = alembic;
  }

  Result measure(int files, int rounds) throws IOException, InterruptedException {
    SampleTree tree = SampleTree.write(scratch.resolve("plain-" + files), files);
    SampleTree compiled = SampleTree.write(scratch.resolve("compiled-" + files), files);
    Contender reader =
        new Contender(
            "reading the bytes",
            new CachedProgram(BareReader.class, scratch).command(tree.versions().toString()),
            Map.of());
    Optional<Contender> fresh =
        alembic.map(
            command ->
                new Contender(
                    "alembic heads, fresh",
                    List.of(command.toString(), "heads"),
                    Map.of("PYTHONDONTWRITEBYTECODE", "1")));
    Optional<Contender> warm =
        alembic.map(
            command ->
                new Contender(
                    "alembic heads, warm", List.of(command.toString(), "heads"), Map.of()));
    Result result =
        new Result(
            files,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            check.peakMemory(tree.folder()),
            warm.isPresent() ? warm.get().peakMemory(compiled.folder()) : Double.NaN);
    if (warm.isPresent()) {
      warm.get().milliseconds(compiled.folder());
      if (Files.notExists(compiled.versions().resolve("__pycache__"))) {
        throw new IOException("Alembic has left no compiled files: there is no warm run");
      }
    }
    for (int round = 0; round < rounds; round++) {
      result.check().add(check.milliseconds(tree.folder()));
      result.reading().add(reader.milliseconds(tree.folder()));
      if (fresh.isPresent() && warm.isPresent()) {
        result.fresh().add(fresh.get().milliseconds(tree.folder()));
        result.warm().add(warm.get().milliseconds(compiled.folder()));
      }
    }
    return result;
  }
}
