package io.migrationgate.oracle;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The Pythons at hand that can import the real Alembic. */
public final class PythonsWithAlembic {

  /** Pythons to ask, separated by colons, in place of those that are looked for. */
  private static final String PYTHONS = "MIGRATION_GATE_ALEMBIC_PYTHONS";

  private PythonsWithAlembic() {}

  /**
   * All of them. Where there is none the test is skipped, but not in continuous integration, which
   * would be green without having compared anything.
   */
  public static List<String> all() throws IOException {
    Set<String> found = search();
    String missing = "no Alembic to compare with: pip install alembic, or set " + PYTHONS;
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    assumeFalse(found.isEmpty(), missing);
    return List.copyOf(found);
  }

  private static Set<String> search() throws IOException {
    String given = System.getenv(PYTHONS);
    if (given != null && !given.isEmpty()) {
      return new LinkedHashSet<>(List.of(given.split(":")));
    }
    Set<String> candidates = new LinkedHashSet<>(List.of("/usr/bin/python3"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      candidates.add(folder + "/python3");
    }
    Path cache =
        Path.of(
            System.getenv()
                .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"));
    Path environments = cache.resolve("migration-gate/oracles");
    if (Files.isDirectory(environments)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(environments)) {
        folders.forEach(folder -> candidates.add(folder + "/bin/python"));
      }
    }
    Set<String> found = new LinkedHashSet<>();
    Set<Path> places = new LinkedHashSet<>();
    for (String candidate : candidates) {
      Path folder = Path.of(candidate).getParent();
      if (Files.isExecutable(Path.of(candidate))
          && places.add(folder.toRealPath())
          && importsAlembic(candidate)) {
        found.add(candidate);
      }
    }
    return found;
  }

  private static boolean importsAlembic(String python) throws IOException {
    Process process =
        new ProcessBuilder(python, "-c", "import alembic")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
