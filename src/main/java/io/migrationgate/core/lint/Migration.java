package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.SourceLocation;

/** A revision with what its two directions do. */
record Migration(Revision revision, Operations upgrade, Operations downgrade) {

  boolean isMerge() {
    return revision.parents().size() > 1;
  }

  SourceLocation at(int line) {
    return new SourceLocation(revision.file(), line);
  }
}
