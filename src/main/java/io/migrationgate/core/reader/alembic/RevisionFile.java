package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;

/** What came of reading one revision file. */
sealed interface RevisionFile {

  record Read(Revision revision) implements RevisionFile {}

  record Refused(GraphProblem.FileProblem problem) implements RevisionFile {}
}
