package io.migrationgate.core.applied;

import java.util.List;

/**
 * What a database was found to be, and what follows.
 *
 * @param notes what somebody may want to know besides, such as parts of the URL that have no
 *     meaning here; whole sentences
 */
public record DatabaseReport(AppliedState state, DatabaseDecision decision, List<String> notes) {

  public DatabaseReport {
    notes = List.copyOf(notes);
  }

  /** Whether the pod has to wait. */
  public boolean holds() {
    return decision instanceof DatabaseDecision.Hold;
  }

  public DatabaseReport noting(List<String> others) {
    return new DatabaseReport(state, decision, others);
  }
}
