package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.UrlSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Fetches URLs from where they stand; anew each time, since secrets are exchanged under way. */
final class UrlSecrets {

  private static final int LONGEST = 64 << 10;

  private final Map<String, String> environment;
  private final Path folder;

  UrlSecrets(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  String fetch(UrlSource source) throws UnusableUrlException {
    return switch (source) {
      case UrlSource.Variable(var name) -> {
        String url = environment.getOrDefault(name, "").strip();
        if (url.isEmpty()) {
          throw new UnusableUrlException(
              "is not set",
              "Set the environment variable "
                  + name
                  + " in the gate's container, from the secret that the app has it from.");
        }
        yield url;
      }
      case UrlSource.InFile(var path) -> read(path);
      case UrlSource.Literal(var url) -> url;
    };
  }

  private String read(String path) throws UnusableUrlException {
    Path file = folder.resolve(path);
    try {
      if (Files.size(file) > LONGEST) {
        throw new UnusableUrlException("is too large a file for a URL", "Put the URL alone in it.");
      }
      String url = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (url.isEmpty() || url.indexOf('\n') >= 0) {
        throw new UnusableUrlException(
            url.isEmpty() ? "is an empty file" : "has more than one line",
            "Put the URL alone in it.");
      }
      return url;
    } catch (IOException unreadable) {
      throw new UnusableUrlException(
          Files.exists(file) ? "cannot be read" : "does not exist",
          "Mount the secret with the URL there, where the gate's container may read it.");
    }
  }
}
