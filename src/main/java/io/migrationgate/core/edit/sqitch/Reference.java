package io.migrationgate.core.edit.sqitch;

/**
 * A word that names a change: {@code [!][project:]change[@tag]}, in brackets or in a script.
 *
 * @param start where the change's name begins in the word
 * @param end where it ends
 */
record Reference(String word, String project, int start, int end) {

  static Reference of(String word) {
    int from = word.startsWith("!") ? 1 : 0;
    int colon = word.indexOf(':');
    int start = colon < from ? from : colon + 1;
    int at = word.indexOf('@', start);
    return new Reference(
        word, colon < from ? "" : word.substring(from, colon), start, at < 0 ? word.length() : at);
  }

  boolean isConflict() {
    return word.startsWith("!");
  }

  boolean names(String change, String ownProject) {
    return end - start == change.length()
        && word.startsWith(change, start)
        && (project.isEmpty() || project.equals(ownProject));
  }

  String withName(String change) {
    return word.substring(0, start) + change + word.substring(end);
  }
}
