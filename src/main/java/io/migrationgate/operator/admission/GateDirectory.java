package io.migrationgate.operator.admission;

/** Finds gates by their names. */
interface GateDirectory {

  /** Looks for one, no longer than the deadline allows. */
  GateLookup find(GateName name, Deadline deadline);
}
