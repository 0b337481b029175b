package io.migrationgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How long the init container keeps a pod that may start. */
final class StartBenchmark {

  /**
   * What was measured, in milliseconds, a value for each round.
   *
   * @param uncached the gate without its start-up cache
   * @param alembic with compiled files; empty where there is no Alembic
   */
  record Result(
      int files,
      List<Double> gate,
      List<Double> uncached,
      List<Double> bare,
      List<Double> alembic) {}

  private final Path scratch;
  private final Path distribution;
  private final Optional<Path> alembic;

  StartBenchmark(Path scratch, Path launcher, Optional<Path> alembic) {
    this.scratch = scratch;
    this.distribution = launcher.getParent().getParent();
    this.alembic = alembic;
  }

  Result measure(int files, int rounds) throws IOException, InterruptedException {
    Path tree = SampleTree.write(scratch.resolve("gated-" + files), files).folder();
    Contender gate = gate("the gate", distribution, tree);
    Contender uncached = gate("the gate without its cache", withoutCache(), tree);
    Contender bare =
        new Contender(
            "a bare main", new CachedProgram(BareMain.class, scratch).command(), Map.of());
    Optional<Contender> heads =
        alembic.map(
            command ->
                new Contender("alembic heads", List.of(command.toString(), "heads"), Map.of()));
    Result result =
        new Result(
            files, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = -1; round < rounds; round++) {
      double ofGate = gate.milliseconds(tree);
      double ofUncached = uncached.milliseconds(tree);
      double ofBare = bare.milliseconds(tree);
      double ofAlembic = heads.isPresent() ? heads.get().milliseconds(tree) : Double.NaN;
      if (round < 0) {
        continue; // Files are read for the first time, and Python has compiled nothing yet.
      }
      result.gate().add(ofGate);
      result.uncached().add(ofUncached);
      result.bare().add(ofBare);
      if (heads.isPresent()) {
        result.alembic().add(ofAlembic);
      }
    }
    return result;
  }

  private Contender gate(String name, Path home, Path tree) {
    return new Contender(
        name,
        List.of(
            home.resolve("bin/migration-gate").toString(),
            "gate",
            "check",
            "--root=" + tree,
            "--chain=path=/alembic.ini",
            "--verdict-file=" + scratch.resolve("verdict"),
            "--termination-message=" + scratch.resolve("message")),
        Map.of());
  }

  private Path withoutCache() throws IOException {
    Path copy = scratch.resolve("without-cache");
    if (Files.notExists(copy)) {
      try (Stream<Path> files = Files.walk(distribution)) {
        for (Path file : files.filter(path -> !path.toString().endsWith(".aot")).toList()) {
          Files.copy(
              file,
              copy.resolve(distribution.relativize(file).toString()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }
}
