package io.migrationgate.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The Alembic to compare with: the same that the tests ask for the truth. */
final class Alembics {

  private Alembics() {}

  /** The newest that is installed; empty where there is none. */
  static Optional<Path> newest() throws IOException {
    Path newest = null;
    String highest = "";
    for (Path python : pythons().toList()) {
      Path command = python.resolveSibling("alembic");
      String version = Files.isExecutable(command) ? sortable(version(command)) : "";
      if (version.compareTo(highest) > 0) {
        newest = command;
        highest = version;
      }
    }
    return Optional.ofNullable(newest);
  }

  static String version(Path command) throws IOException {
    Process process =
        new ProcessBuilder(command.toString(), "--version").redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return output.strip().replaceFirst("^alembic ", "");
  }

  private static Stream<Path> pythons() throws IOException {
    String named = System.getenv("MIGRATION_GATE_ALEMBIC_PYTHONS");
    if (named != null && !named.isBlank()) {
      return Stream.of(named.strip().split("[\\s" + File.pathSeparator + "]+")).map(Path::of);
    }
    Path cache = Path.of(System.getProperty("user.home"), ".cache/migration-gate/oracles");
    if (!Files.isDirectory(cache)) {
      return Stream.of();
    }
    try (Stream<Path> found = Files.list(cache)) {
      return found.map(home -> home.resolve("bin/python")).toList().stream();
    }
  }

  /** 1.9.0 before 1.20.1. */
  private static String sortable(String version) {
    StringBuilder key = new StringBuilder();
    for (String part : version.split("\\.")) {
      key.append("0".repeat(Math.max(0, 6 - part.length()))).append(part).append('.');
    }
    return key.toString();
  }
}
