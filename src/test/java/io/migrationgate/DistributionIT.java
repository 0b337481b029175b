package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution as its users meet it: the launcher, wherever it lies, and the start-up cache.
 */
class DistributionIT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution"));
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  /**
   * With this the JVM refuses to start on a cache that does not fit, instead of passing it over.
   */
  private static final Map<String, String> CACHE_OR_NOTHING =
      Map.of("JAVA_HOME", JAVA_HOME.toString(), "MIGRATION_GATE_JAVA_OPTS", "-XX:AOTMode=on");

  @TempDir Path temp;

  @Test
  void startsFromItsCache() throws Exception {
    Result result = run(CACHE_OR_NOTHING, launcher(DISTRIBUTION), "--help");

    assertThat(result.error).isEmpty();
    assertThat(result.output).startsWith("Usage: migration-gate");
    assertThat(result.exit).isZero();
  }

  @Test
  void startsFromItsCacheAfterItWasMoved() throws Exception {
    Path moved = copyOfDistribution("a folder elsewhere");

    Result result = run(CACHE_OR_NOTHING, launcher(moved), "--help");

    assertThat(result.error).isEmpty();
    assertThat(result.exit).isZero();
  }

  @Test
  void findsItsFolderThroughSymbolicLinks() throws Exception {
    Path target = launcherFile(copyOfDistribution("distribution"));
    Path absolute = Files.createSymbolicLink(temp.resolve("absolute"), target);
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Path relative = Files.createSymbolicLink(bin.resolve("mgate"), Path.of("../absolute"));

    for (Path link : List.of(absolute, relative)) {
      Result result = run(CACHE_OR_NOTHING, link.toString(), "--help");
      assertThat(result.error).isEmpty();
      assertThat(result.exit).isZero();
    }
  }

  @Test
  void findsItsFolderFromAnyWorkingFolder() throws Exception {
    for (Map.Entry<Path, String> call :
        Map.of(
                DISTRIBUTION.resolve("bin"),
                "./migration-gate",
                DISTRIBUTION,
                "bin/migration-gate",
                DISTRIBUTION.resolve("lib"),
                "../bin/migration-gate")
            .entrySet()) {
      Result result = runIn(call.getKey(), CACHE_OR_NOTHING, call.getValue(), "--help");
      assertThat(result.error).isEmpty();
      assertThat(result.exit).isZero();
    }
  }

  @Test
  void passesArgumentsAsTheyAre() throws Exception {
    Result result = run(CACHE_OR_NOTHING, launcher(DISTRIBUTION), "--no such\t'option' *");

    assertThat(result.error).contains("--no such\t'option' *");
    assertThat(result.exit).isEqualTo(2);
  }

  /** What the JVM has to say of a cache goes to standard output, where the verdict is. */
  @Test
  void passesOverInSilenceACacheThatDoesNotFit() throws Exception {
    Path broken = copyOfDistribution("broken");
    Files.writeString(broken.resolve("lib/migration-gate.aot"), "no cache");
    Path absent = copyOfDistribution("absent");
    Files.delete(absent.resolve("lib/migration-gate.aot"));
    String otherwise = "-XX:+UseCompactObjectHeaders --add-opens=java.base/java.lang=ALL-UNNAMED";

    for (Result result :
        List.of(
            run(Map.of("JAVA_HOME", JAVA_HOME.toString()), launcher(broken), "--help"),
            run(Map.of("JAVA_HOME", JAVA_HOME.toString()), launcher(absent), "--help"),
            run(
                Map.of("JAVA_HOME", JAVA_HOME.toString(), "MIGRATION_GATE_JAVA_OPTS", otherwise),
                launcher(DISTRIBUTION),
                "--help"))) {
      assertThat(result.error).isEmpty();
      assertThat(result.output).startsWith("Usage: migration-gate");
      assertThat(result.exit).isZero();
    }
  }

  /** Otherwise the classes of yesterday would run. */
  @Test
  void passesOverACacheThatIsNotOfTheseJars() throws Exception {
    Path changed = copyOfDistribution("changed");
    try (Stream<Path> jars = Files.list(changed.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
      }
    }

    Result demanding = run(CACHE_OR_NOTHING, launcher(changed), "--help");
    Result usual = run(Map.of("JAVA_HOME", JAVA_HOME.toString()), launcher(changed), "--help");

    assertThat(demanding.exit).isEqualTo(1);
    assertThat(usual.error).isEmpty();
    assertThat(usual.output).startsWith("Usage: migration-gate");
    assertThat(usual.exit).isZero();
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws Exception {
    Path old = fakeJava("17.0.15");

    Result result =
        run(
            Map.of(
                "JAVA_HOME", JAVA_HOME.toString(), "PATH", old.resolve("bin") + ":/usr/bin:/bin"),
            launcher(DISTRIBUTION),
            "--help");

    assertThat(result.error).isEmpty();
    assertThat(result.exit).isZero();
  }

  @Test
  void refusesAJavaThatIsAskedForAndUnfit() throws Exception {
    for (String asked : List.of("/no/such/folder", fakeJava("17.0.15").toString())) {
      Result result =
          run(
              Map.of("MIGRATION_GATE_JAVA_HOME", asked, "JAVA_HOME", JAVA_HOME.toString()),
              launcher(DISTRIBUTION),
              "--help");

      assertThat(result.output).isEmpty();
      assertThat(result.error)
          .isEqualTo(
              "migration-gate: MIGRATION_GATE_JAVA_HOME is "
                  + asked
                  + ", which holds no Java 25 or newer: correct it, or unset it\n");
      assertThat(result.exit).isEqualTo(3);
    }
  }

  @Test
  void takesTheJavaItIsToldTo() throws Exception {
    Path told = fakeJava("26-ea");

    Result result =
        run(
            Map.of("MIGRATION_GATE_JAVA_HOME", told.toString(), "JAVA_HOME", JAVA_HOME.toString()),
            launcher(DISTRIBUTION));

    assertThat(result.output).isEqualTo("java 26-ea\n");
  }

  @Test
  void takesTheJavaOnThePath() throws Exception {
    Path onPath = fakeJava("25.0.1");

    Result result =
        run(Map.of("PATH", onPath.resolve("bin") + ":/usr/bin:/bin"), launcher(DISTRIBUTION));

    assertThat(result.output).isEqualTo("java 25.0.1\n");
  }

  /** In such a locale the JVM would not find what is named in more than ASCII. */
  @Test
  void readsFilesOfAnyNameInAnyLocale() throws Exception {
    Path versions = Files.createDirectories(temp.resolve("Bücher").resolve("migrations/versions"));
    Files.writeString(
        versions.resolve("0001_prénom.py"), "revision = '0001'\ndown_revision = None\n");
    Files.writeString(
        temp.resolve("Bücher/alembic.ini"), "[alembic]\nscript_location = migrations\n");

    for (String locale : List.of("", "C", "POSIX", "no_SUCH.ISO-8859-1")) {
      Map<String, String> environment =
          Map.of("JAVA_HOME", JAVA_HOME.toString(), "LC_ALL", locale, "LANG", locale);
      Result below = runIn(temp, environment, launcher(DISTRIBUTION), "check");
      Result named = runIn(temp, environment, launcher(DISTRIBUTION), "check", "Bücher");

      assertThat(below.output).isEqualTo("Bücher: OK (exactly 1 head)\n");
      assertThat(named.output).isEqualTo(below.output);
    }
  }

  /** The JVM leaves out of a cache what is older than Java 6, and says so nowhere. */
  @Test
  void jarsHoldNoClassTooOldForTheCache() throws Exception {
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        try (var file = new JarFile(jar.toFile())) {
          for (var entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
            byte[] start = file.getInputStream(entry).readNBytes(8);
            int version = (start[6] & 0xff) << 8 | start[7] & 0xff;
            assertThat(version).as("%s in %s", entry, jar).isGreaterThanOrEqualTo(50);
          }
        }
      }
    }
  }

  private Path copyOfDistribution(String name) throws IOException {
    Path copy = temp.resolve(name);
    try (Stream<Path> files = Files.walk(DISTRIBUTION)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            copy.resolve(DISTRIBUTION.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private Path fakeJava(String version) throws IOException {
    Path home = temp.resolve("java " + version);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho java " + version + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    return home;
  }

  private static Path launcherFile(Path distribution) {
    return distribution.resolve("bin/migration-gate");
  }

  private static String launcher(Path distribution) {
    return launcherFile(distribution).toString();
  }

  private Result run(Map<String, String> environment, String... command) throws Exception {
    return runIn(temp, environment, command);
  }

  private Result runIn(Path folder, Map<String, String> environment, String... command)
      throws Exception {
    Path error = Files.createTempFile(temp, "error", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(error.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output, Files.readString(error));
  }

  private record Result(int exit, String output, String error) {}
}
