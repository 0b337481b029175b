package io.migrationgate.core.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The files of one change.
 *
 * @param touched all of them, as absolute paths
 * @param added those that the change brings; all of them where the list does not tell
 */
public record ChangedFiles(Set<String> touched, Set<String> added) {

  public ChangedFiles {
    touched = Set.copyOf(touched);
    added = Set.copyOf(added);
  }

  /**
   * Reads a list as {@code git diff --name-only} or {@code --name-status} prints it.
   *
   * @param absolute makes a path absolute, so that it is found whatever way it is written
   */
  public static ChangedFiles of(List<String> lines, UnaryOperator<String> absolute) {
    Set<String> touched = new HashSet<>();
    Set<String> added = new HashSet<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      String path = fields[fields.length - 1];
      if (path.isEmpty()) {
        continue;
      }
      char status = fields.length == 1 ? 'A' : fields[0].isEmpty() ? '?' : fields[0].charAt(0);
      touched.add(absolute.apply(path));
      // A file that was renamed is no new revision.
      if (status == 'A' || status == 'C') {
        added.add(absolute.apply(path));
      }
    }
    return new ChangedFiles(touched, added);
  }
}
