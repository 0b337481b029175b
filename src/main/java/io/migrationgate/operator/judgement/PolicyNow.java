package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.Action;
import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.DatabaseSpec;
import io.migrationgate.api.v1alpha1.MigratedBy;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.Severity;
import io.migrationgate.api.v1alpha1.Switch;
import io.migrationgate.core.applied.DatabaseReason;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.core.verdict.ProblemKind;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a pod was held for is still a reason to hold it, as the gate reads now. The pod
 * itself keeps to the settings that it was made with, for it asks nobody.
 *
 * <p>Only what the verdict in hand proves: of heads by their labels, and of a verdict that was cut,
 * it does not say enough. Such a pod is judged anew when it is made anew.
 */
public final class PolicyNow {

  private final MigrationGateSpec spec;
  private final StartedBefore started;

  /**
   * Of a gate.
   *
   * @param started the chains that have started by now
   */
  public PolicyNow(MigrationGateSpec spec, StartedBefore started) {
    this.spec = spec;
    this.started = started;
  }

  /**
   * Why the pod would not be held now; nothing if it would be, or if that cannot be told.
   *
   * @param fromSpec whether the pod's chains were named by the gate's spec, so that one that it
   *     does not name now has been taken out of it; a pod that was given its gate by hand may call
   *     its chains anything
   */
  public Optional<String> allows(GateMessage verdict, boolean fromSpec) {
    boolean known =
        verdict.leftOut() == 0
            && verdict.outcome() != Outcome.PASS
            && !(verdict.chains().isEmpty() && verdict.databases().isEmpty());
    boolean allowed =
        known
            && verdict.chains().stream().allMatch(note -> allows(note, fromSpec))
            && verdict.databases().stream().allMatch(note -> allows(note, fromSpec));
    return allowed ? Optional.of(verdict.reason() + " is no reason to wait now") : Optional.empty();
  }

  private boolean allows(ChainNote note, boolean fromSpec) {
    if (note.outcome() == Outcome.PASS) {
      return true;
    }
    Optional<ChainSpec> chain = ChainSpecs.named(spec, note.name());
    if (chain.isEmpty()) {
      return fromSpec;
    }
    return (note.outcome() == Outcome.UNKNOWN && spec.unknown() == Action.PASS)
        || Stream.concat(Stream.of(note.reason()), note.also().stream())
            .allMatch(reason -> allows(chain.get(), note, reason, fromSpec));
  }

  private boolean allows(ChainSpec chain, ChainNote note, String reason, boolean fromSpec) {
    Integer count = chain.heads().count();
    boolean enoughHeads =
        reason.equals(ProblemKind.MULTIPLE_HEADS.reason())
            && count != null
            && note.headCount().isPresent()
            && note.headCount().getAsInt() <= count;
    boolean mayBeEmpty =
        reason.equals(ProblemKind.EMPTY_CHAIN.reason()) && spec.allowEmpty() == Switch.ENABLED;
    return enoughHeads
        || mayBeEmpty
        || started.settles(note, reason)
        || isHarmless(reason, fromSpec);
  }

  /** Whoever set a kind by hand is not overruled by what is usual. */
  private boolean isHarmless(String reason, boolean fromSpec) {
    for (ProblemKind kind : ProblemKind.values()) {
      if (kind.reason().equals(reason)) {
        Severity severity = spec.severities().get(kind.id());
        return severity == null
            ? fromSpec && kind.usualSeverity() == io.migrationgate.core.verdict.Severity.WARNING
            : severity == Severity.WARNING || severity == Severity.IGNORE;
      }
    }
    return false;
  }

  private boolean allows(DatabaseNote note, boolean fromSpec) {
    if (note.outcome() == Outcome.PASS) {
      return true;
    }
    Optional<ChainSpec> chain = ChainSpecs.named(spec, note.chain());
    if (chain.isEmpty()) {
      return fromSpec;
    }
    Optional<DatabaseSpec> database =
        Optional.ofNullable(chain.get().database()).or(() -> Optional.ofNullable(spec.database()));
    return database.isPresent() ? allows(database.get(), note.state()) : fromSpec;
  }

  private static boolean allows(DatabaseSpec database, String state) {
    boolean app = database.migratedBy() == MigratedBy.APP;
    for (DatabaseReason reason : DatabaseReason.values()) {
      if (reason.word().equals(state)) {
        return switch (reason) {
          case DATABASE_EQUAL -> true;
          case DATABASE_BEHIND -> passes(database.behind(), app);
          case DATABASE_NOT_INITIALISED -> passes(database.notInitialised(), app);
          case DATABASE_AHEAD -> passes(database.ahead(), !app);
          case DATABASE_DIVERGED -> passes(database.diverged(), false);
          case DATABASE_UNREACHABLE -> passes(database.unreachable(), false);
          case ROW_MISSING -> database.requireRows().isEmpty();
        };
      }
    }
    return false;
  }

  private static boolean passes(@Nullable Action action, boolean usually) {
    return Objects.requireNonNullElse(action, usually ? Action.PASS : Action.HOLD) == Action.PASS;
  }
}
