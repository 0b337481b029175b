package io.migrationgate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Whole processes, each beside the others in every round, so that a noisy minute hits them all. */
final class ProcessBenchmark {

  /** The options that the launcher gives to the JVM. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

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
  private final Path java;

  ProcessBenchmark(Path scratch, Path launcher, Optional<Path> alembic) {
    this.scratch = scratch;
    this.check =
        new Contender("migration-gate check", List.of(launcher.toString(), "check"), Map.of());
    this.alembic = alembic;
    this.java = Path.of(System.getProperty("java.home"), "bin", "java");
  }

  Result measure(int files, int rounds) throws IOException, InterruptedException {
    SampleTree tree = SampleTree.write(scratch.resolve("plain-" + files), files);
    SampleTree compiled = SampleTree.write(scratch.resolve("compiled-" + files), files);
    Contender reader = bareReader(tree);
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

  /** With a start-up cache of its own, as the check has one. */
  private Contender bareReader(SampleTree tree) throws IOException, InterruptedException {
    Path jar = scratch.resolve("bare-reader.jar");
    Path cache = scratch.resolve("bare-reader.aot");
    String versions = tree.versions().toString();
    if (Files.notExists(jar)) {
      writeJar(jar);
      List<String> training = command(jar, "-XX:AOTCacheOutput=" + cache, versions);
      new ProcessBuilder(training)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    }
    return new Contender(
        "reading the bytes", command(jar, "-XX:AOTCache=" + cache, versions), Map.of());
  }

  private List<String> command(Path jar, String cache, String folder) {
    List<String> words = new ArrayList<>(List.of(java.toString(), cache));
    words.addAll(JVM_OPTIONS);
    words.addAll(List.of("-cp", jar.toString(), BareReader.class.getName(), folder));
    return words;
  }

  private static void writeJar(Path jar) throws IOException {
    String entry = BareReader.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = BareReader.class.getClassLoader().getResourceAsStream(entry)) {
      if (in == null) {
        throw new IOException("not on the class path: " + entry);
      }
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
