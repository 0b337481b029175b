package io.migrationgate.core.graph;

/** Whose rules the ids of a chain are held to. */
public enum IdRules {
  /** Characters that mean something in Alembic's commands, and the width of its version table. */
  ALEMBIC,
  /** The reader has held them to its tool's own rules already. */
  OF_THE_READER
}
