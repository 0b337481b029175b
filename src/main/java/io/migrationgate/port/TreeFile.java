package io.migrationgate.port;

/**
 * A file as a commit has it.
 *
 * @param path from the root of the repository, with slashes
 * @param object by what its content is asked for
 */
public record TreeFile(String path, Kind kind, String object) {

  /** What can stand at a path. Another repository (a submodule) is left out: it holds no bytes. */
  public enum Kind {
    REGULAR,
    /** A symbolic link, whose content is its target. */
    LINK
  }
}
