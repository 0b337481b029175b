package io.migrationgate.core.edit.sqitch;

import java.nio.charset.StandardCharsets;

/**
 * A change's old name and its new one.
 *
 * @param project that the change belongs to
 */
record Renaming(String project, String from, String to) {

  /** The same in texts with one character for each byte, whose offsets are those of the file. */
  Renaming bytewise() {
    return new Renaming(bytewise(project), bytewise(from), bytewise(to));
  }

  static String bytewise(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  static String bytewise(byte[] source) {
    return new String(source, StandardCharsets.ISO_8859_1);
  }

  boolean concerns(String word) {
    return Reference.of(word).names(from, project);
  }

  /** The word as it has to be from now on. */
  String in(String word) {
    return concerns(word) ? Reference.of(word).withName(to) : word;
  }
}
