package io.migrationgate.core.applied;

import io.migrationgate.core.verdict.Remedy;

/** What follows from the state of a database. */
public sealed interface DatabaseDecision {

  DatabaseReason reason();

  /** What is the matter, as a sentence without its full stop. */
  String message();

  /** The pod may start. */
  record GoOn(DatabaseReason reason, String message) implements DatabaseDecision {}

  /** The pod may start, and somebody should look. */
  record GoOnWithWarning(DatabaseReason reason, String message, Remedy remedy)
      implements DatabaseDecision {}

  /** The pod waits. */
  record Hold(DatabaseReason reason, String message, Remedy remedy) implements DatabaseDecision {}
}
