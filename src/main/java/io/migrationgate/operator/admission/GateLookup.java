package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.MigrationGate;

/** What was found of the gate that a pod names. */
sealed interface GateLookup {

  record Found(MigrationGate gate) implements GateLookup {}

  /** There is none of that name. */
  record Absent() implements GateLookup {}

  /** It could not be found out in time. */
  record Unreadable(String why) implements GateLookup {}
}
