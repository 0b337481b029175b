package io.migrationgate.port;

import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.DatabaseReport;
import io.migrationgate.core.reader.MigrationChain;

/** Asks databases how far they have come, and changes nothing in them. */
public interface DatabaseProbe {

  /**
   * Where the database of this chain stands, and what follows. It is asked as often as the check
   * allows, with longer and longer pauses, and each time by one short connection of its own.
   *
   * <p>Whatever goes wrong is an {@link io.migrationgate.core.applied.AppliedState.Unreachable}.
   * Nothing in the report holds credentials.
   *
   * @param chain one whose files can all be read; what a file hides would count as unknown
   * @throws InterruptedException as soon as the thread is interrupted
   */
  DatabaseReport probe(DatabaseCheck check, MigrationChain chain) throws InterruptedException;
}
