package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.MissingRow;
import java.util.List;
import java.util.Optional;

/** What one attempt has brought. */
record Answer(AppliedState state, Optional<MissingRow> missing, List<String> notes) {

  Answer {
    notes = List.copyOf(notes);
  }

  static Answer of(AppliedState state) {
    return new Answer(state, Optional.empty(), List.of());
  }

  /** Whether it is worth asking again. */
  boolean mayGetBetter() {
    return state instanceof AppliedState.Unreachable unreachable
        && unreachable.obstacle().mayPass();
  }
}
