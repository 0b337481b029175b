package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.UrlSource;

/** The URL of a database as it may stand on a command line, which every process can see. */
public final class WrittenUrl {

  private WrittenUrl() {}

  /**
   * Reads {@code env:VARIABLE}, {@code file:PATH}, or a URL.
   *
   * @throws IllegalArgumentException with one line, if the URL has a password or is none; the line
   *     holds no part of it
   */
  public static UrlSource source(String text) {
    if (text.startsWith("env:")) {
      return new UrlSource.Variable(text.substring("env:".length()));
    }
    if (text.startsWith("file:")) {
      return new UrlSource.InFile(text.substring("file:".length()));
    }
    try {
      if (DatabaseUrlReader.read(text).password().isPresent()) {
        throw new IllegalArgumentException(
            "the URL has a password, which every process on this machine can see; put the URL into"
                + " a variable or a file, and give env:VARIABLE or file:PATH");
      }
    } catch (UnusableUrlException unusable) {
      throw new IllegalArgumentException(
          "what was given " + unusable.reason() + ". " + unusable.remedy(), unusable);
    }
    return new UrlSource.Literal(text);
  }
}
