package io.migrationgate.core.edit.alembic;

import io.migrationgate.core.graph.Revision;
import java.util.Optional;

/** Reads a revision as the checks do: what they will see of a file after it is edited. */
@FunctionalInterface
public interface RevisionParser {

  /** The revision that a file with this content is; empty if it would be none. */
  Optional<Revision> parse(String file, byte[] source);
}
