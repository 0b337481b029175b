package io.migrationgate.core.edit;

/**
 * Other bytes in the place of some of a file's; all around them stays as it is.
 *
 * @param start offset of the first byte that goes
 * @param end offset behind the last; equal to {@code start} for an insertion
 */
public record TokenEdit(int start, int end, Bytes replacement) {
  public TokenEdit {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("a token from " + start + " to " + end);
    }
  }
}
