package io.migrationgate.operator.judgement;

import java.util.Optional;

/** Why a pod that is held may go although nothing in it has changed. */
public sealed interface Grounds {

  /** Somebody has released it. */
  record Released(String reason, String until) implements Grounds {}

  /** Nobody is held any more. */
  record Audited() implements Grounds {}

  /** What it is held for is allowed by now. */
  record PolicyAllows(String why) implements Grounds {}

  /** The gate that held it is gone. */
  record GateDeleted() implements Grounds {}

  /** For the pod's annotation, and so for the log of its gate. */
  default String sentence() {
    return switch (this) {
      case Released released -> released.reason();
      case Audited audited -> "its MigrationGate only audits now";
      case PolicyAllows allows -> "its MigrationGate allows it now: " + allows.why();
      case GateDeleted deleted -> "its MigrationGate has been deleted";
    };
  }

  /** When that ends, if it does. */
  default Optional<String> end() {
    return this instanceof Released released ? Optional.of(released.until()) : Optional.empty();
  }
}
