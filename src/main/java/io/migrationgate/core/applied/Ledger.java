package io.migrationgate.core.applied;

import io.migrationgate.core.reader.MigrationChain;

/** The books that a migration tool keeps in the database. */
public sealed interface Ledger permits VersionTable, SqitchRegistry {

  /** Where the database stands against the revisions of this chain, by the tool's own rules. */
  AppliedState against(MigrationChain chain);
}
