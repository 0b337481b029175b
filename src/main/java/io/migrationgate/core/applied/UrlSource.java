package io.migrationgate.core.applied;

/** Where the URL of a database stands. */
public sealed interface UrlSource {

  /** In an environment variable. */
  record Variable(String name) implements UrlSource {
    public Variable {
      requireText(name, "the environment variable with the URL has no name");
    }

    @Override
    public String toString() {
      return "env:" + name;
    }
  }

  /** Alone in a file, as a mounted secret is. */
  record InFile(String path) implements UrlSource {
    public InFile {
      requireText(path, "the file with the URL has no path");
    }

    @Override
    public String toString() {
      return "file:" + path;
    }
  }

  /** Given as it stands, which only a URL without a password may be. */
  record Literal(String url) implements UrlSource {
    @Override
    public String toString() {
      return "the given URL";
    }
  }

  private static void requireText(String text, String otherwise) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
