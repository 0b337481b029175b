package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.core.verdict.ProblemKind;
import java.util.List;

/**
 * Which chains have started by now. What a chain was held for in comparison with an earlier image
 * is decided once it has started itself: its next pod is compared with itself, and passes.
 */
public record StartedBefore(List<StartedStatus> entries) {

  public StartedBefore {
    entries = List.copyOf(entries);
  }

  /** Whether a pod of this verdict would pass today, and did not only for the comparison. */
  public boolean settles(GateMessage verdict) {
    return verdict.leftOut() == 0
        && verdict.chains().stream().anyMatch(note -> note.outcome() != Outcome.PASS)
        && verdict.chains().stream()
            .allMatch(note -> note.outcome() == Outcome.PASS || settles(note))
        && verdict.databases().stream().allMatch(note -> note.outcome() == Outcome.PASS);
  }

  private boolean settles(ChainNote note) {
    return settles(note, note.reason())
        && note.also().stream().allMatch(reason -> settles(note, reason));
  }

  /** Whether this is what the comparison alone has found of a chain that has started since. */
  boolean settles(ChainNote note, String reason) {
    return reason.equals(ProblemKind.INSERTED_BELOW.reason())
        && entries.stream().anyMatch(entry -> isSame(entry, note));
  }

  private static boolean isSame(StartedStatus entry, ChainNote note) {
    return entry.chain().equals(note.name())
        && entry.revisions() == note.revisions().orElse(0)
        && entry.heads().equals(note.heads());
  }
}
