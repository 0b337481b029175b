package io.migrationgate.core.edit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes that only make sense together.
 *
 * @param changes no two of them to one file
 */
public record EditPlan(List<FileChange> changes) {
  public EditPlan {
    changes = List.copyOf(changes);
    Set<String> paths = new HashSet<>();
    for (FileChange change : changes) {
      if (!paths.add(change.target())
          || change instanceof FileChange.Rewrite rewrite
              && rewrite.renames()
              && !paths.add(rewrite.path())) {
        throw new IllegalArgumentException("two changes meet in " + change.target());
      }
    }
  }
}
