package io.migrationgate.core.graph;

/**
 * A place in a file. The path is the one a person can open from where the command was started; line
 * 1 is the first, and 0 means the file as a whole.
 */
public record SourceLocation(String path, int line) {

  public static SourceLocation wholeFile(String path) {
    return new SourceLocation(path, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? path : path + ":" + line;
  }
}
