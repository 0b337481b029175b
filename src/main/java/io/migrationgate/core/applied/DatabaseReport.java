package io.migrationgate.core.applied;

/** What a database was found to be, and what follows. */
public record DatabaseReport(AppliedState state, DatabaseDecision decision) {

  /** Whether the pod has to wait. */
  public boolean holds() {
    return decision instanceof DatabaseDecision.Hold;
  }
}
