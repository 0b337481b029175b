package io.migrationgate.port;

import java.util.Set;

/** Which revisions databases have run, by whatever way that is known. */
public interface AppliedLedger {

  /** The ids of the revisions that must not change any more. */
  Set<String> deployed();
}
