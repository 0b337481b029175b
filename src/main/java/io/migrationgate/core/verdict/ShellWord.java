package io.migrationgate.core.verdict;

/** A word that a POSIX shell takes as it stands. */
public final class ShellWord {

  private ShellWord() {}

  public static String quote(String word) {
    boolean plain = !word.isEmpty() && word.chars().allMatch(ShellWord::isPlain);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "_-./=,+@:".indexOf(c) >= 0;
  }
}
