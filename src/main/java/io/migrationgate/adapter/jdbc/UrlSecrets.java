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
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Map<String, String> environment;
  private final Path folder;

  UrlSecrets(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  String fetch(UrlSource source) throws UnusableUrlException {
    return switch (source) {
      case UrlSource.Variable(var name) -> {
        String url = bare(environment.getOrDefault(name, ""));
        if (url.isEmpty()) {
          throw new UnusableUrlException(
              "is not set",
              "Set the environment variable "
                  + name
                  + " in the gate's container, from the secret that the app has it from.");
        }
        if (isAssignment(url)) {
          throw new UnusableUrlException(
              "holds a variable's name and an equals sign before the URL",
              "Put the URL alone into the variable.");
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
      String url = bare(Files.readString(file, StandardCharsets.UTF_8));
      if (url.isEmpty() || url.indexOf('\n') >= 0) {
        throw new UnusableUrlException(
            url.isEmpty() ? "is an empty file" : "has more than one line",
            "Put the URL alone in it.");
      }
      if (isAssignment(url)) {
        throw new UnusableUrlException(
            "holds a variable's name and an equals sign before the URL",
            "Put the URL alone in it, without a name.");
      }
      return url;
    } catch (IOException unreadable) {
      throw new UnusableUrlException(
          Files.exists(file) ? "cannot be read" : "does not exist",
          "Mount the secret with the URL there, where the gate's container may read it.");
    }
  }

  /** The URL without what editors and shells' habits put around it. */
  private static String bare(String text) {
    String url = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    int last = url.length() - 1;
    boolean quoted =
        last > 0
            && url.charAt(0) == url.charAt(last)
            && (url.charAt(0) == '"' || url.charAt(0) == '\'');
    return quoted ? url.substring(1, last).strip() : url;
  }

  /** Whether a shell would take it for {@code NAME=URL}. */
  private static boolean isAssignment(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      return false;
    }
    String name = text.substring(0, equals);
    if (name.startsWith("export ")) {
      name = name.substring("export ".length()).strip();
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
        return false;
      }
    }
    return text.indexOf("://", equals) >= 0;
  }
}
