package io.migrationgate.port;

import java.util.Optional;

/**
 * A file that a pull request changes.
 *
 * @param path from the root of the repository, with slashes; where it was, if it was removed
 * @param previousPath of a renamed file
 */
public record ChangedFile(String path, Optional<String> previousPath, Kind kind) {

  /** What became of the file. A copy is an added file. */
  public enum Kind {
    ADDED,
    MODIFIED,
    REMOVED,
    RENAMED
  }

  public ChangedFile {
    if ((kind == Kind.RENAMED) != previousPath.isPresent()) {
      throw new IllegalArgumentException(path + ": a renamed file, and no other, was elsewhere");
    }
  }

  public static ChangedFile added(String path) {
    return new ChangedFile(path, Optional.empty(), Kind.ADDED);
  }

  public static ChangedFile modified(String path) {
    return new ChangedFile(path, Optional.empty(), Kind.MODIFIED);
  }

  public static ChangedFile removed(String path) {
    return new ChangedFile(path, Optional.empty(), Kind.REMOVED);
  }

  public static ChangedFile renamed(String previousPath, String path) {
    return new ChangedFile(path, Optional.of(previousPath), Kind.RENAMED);
  }
}
