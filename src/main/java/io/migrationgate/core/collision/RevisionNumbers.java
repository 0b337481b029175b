package io.migrationgate.core.collision;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.verdict.Numbering;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a chain counts its revisions: by their ids, by the names of their files, or not at all. File
 * names count where no two begin with the same number, which tells a counter from a year.
 */
final class RevisionNumbers {

  private final boolean byFile;

  RevisionNumbers(MigrationGraph base) {
    this.byFile = areCounted(base.revisions());
  }

  private static boolean areCounted(List<Revision> revisions) {
    Set<Long> seen = new HashSet<>();
    for (Revision revision : revisions) {
      OptionalLong number = ofFile(revision);
      if (Numbering.of(revision.id()).isPresent()
          || number.isEmpty()
          || !seen.add(number.getAsLong())) {
        return false;
      }
    }
    return revisions.size() > 1;
  }

  OptionalLong of(Revision revision) {
    return byFile ? ofFile(revision) : Numbering.of(revision.id());
  }

  /** Whether the number stands in the file's name and not in the id. */
  boolean areOfFiles() {
    return byFile;
  }

  private static OptionalLong ofFile(Revision revision) {
    String name = revision.fileName();
    int end = 0;
    while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
      end++;
    }
    return Numbering.of(new RevisionId(name.substring(0, end)));
  }
}
