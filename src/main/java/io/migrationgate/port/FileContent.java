package io.migrationgate.port;

/** What stands in a file. */
public sealed interface FileContent {

  /** Its bytes, in whatever encoding. */
  final class Bytes implements FileContent {
    private final byte[] bytes;

    public Bytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** More than was asked for. */
  record TooLarge() implements FileContent {}

  /** There is no such file at this commit, or the commit is gone. */
  record Absent() implements FileContent {}
}
