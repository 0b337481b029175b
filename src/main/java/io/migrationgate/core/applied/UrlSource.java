package io.migrationgate.core.applied;

/**
 * Where the URL of a database stands.
 *
 * <p>Kubernetes writes a variable's value where a pod's arguments say {@code $(DATABASE_URL)}. So
 * what was meant to name the variable may be the URL itself, which is refused without repeating it.
 */
public sealed interface UrlSource {

  /** In an environment variable. */
  record Variable(String name) implements UrlSource {
    public Variable {
      requireText(name, "the environment variable with the URL has no name");
      if (!isVariableName(name)) {
        throw new IllegalArgumentException(
            "what was given as the environment variable with the URL is no variable's name"
                + " (letters, digits and underscores); write the name, such as DATABASE_URL, and"
                + " neither $(DATABASE_URL) nor the URL");
      }
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
      if (path.contains("://") || isConnectionString(path)) {
        throw new IllegalArgumentException(
            "what was given as the file with the URL looks like the URL itself; write the path of"
                + " a file that holds it, such as /run/secrets/database-url");
      }
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

  private static boolean isVariableName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** As {@code host=db password=...}, or {@code DATABASE_URL=...}: it begins with a name and =. */
  private static boolean isConnectionString(String text) {
    String start = text.strip();
    int equals = start.indexOf('=');
    return equals > 0 && isVariableName(start.substring(0, equals).strip());
  }

  private static void requireText(String text, String otherwise) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
