package io.migrationgate.gate;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.DatabaseDecision;
import io.migrationgate.core.applied.DatabaseReport;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Verdict;
import io.migrationgate.port.DatabaseProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the databases of chains that pass. A broken chain holds the pod whatever its database says,
 * and what cannot be read is nothing to compare a database with.
 */
public final class DatabaseInquiry implements DatabaseQuestions {

  private final DatabaseProbe probe;
  private final List<DatabaseCheck> checks;

  public DatabaseInquiry(DatabaseProbe probe, List<DatabaseCheck> checks) {
    this.probe = probe;
    this.checks = List.copyOf(checks);
  }

  @Override
  public DatabaseInquiry once() {
    List<DatabaseCheck> once = new ArrayList<>(checks.size());
    for (DatabaseCheck check : checks) {
      once.add(check.once());
    }
    return new DatabaseInquiry(probe, once);
  }

  @Override
  public List<DatabaseNote> ask(List<ExaminedChain> chains) throws InterruptedException {
    List<DatabaseNote> notes = new ArrayList<>(checks.size());
    for (DatabaseCheck check : checks) {
      Optional<ExaminedChain> chain = chainOf(check, chains);
      if (chain.isEmpty()) {
        notes.add(unmatched(check, chains));
      } else if (chain.get() instanceof ExaminedChain.Judged judged
          && judged.verdict() instanceof Verdict.Pass) {
        notes.add(note(judged.chain(), probe.probe(check, judged.chain())));
      }
    }
    return notes;
  }

  @Override
  public List<ExaminedChain> refute(List<ExaminedChain> chains) throws InterruptedException {
    List<ExaminedChain> left = new ArrayList<>(chains);
    for (DatabaseCheck check : checks) {
      Optional<ExaminedChain> chain = chainOf(check, chains);
      if (chain.isPresent()
          && chain.get() instanceof ExaminedChain.Judged judged
          && Refutation.isAllThatBlocks(judged.verdict())) {
        AppliedState state = probe.probe(check, judged.chain()).state();
        left.set(chains.indexOf(judged), Refutation.of(judged, state));
      }
    }
    return left;
  }

  private static Optional<ExaminedChain> chainOf(DatabaseCheck check, List<ExaminedChain> chains) {
    if (check.chain().isEmpty()) {
      return chains.size() == 1 ? Optional.of(chains.getFirst()) : Optional.empty();
    }
    for (ExaminedChain chain : chains) {
      if (chain.name().equals(check.chain().get())) {
        return Optional.of(chain);
      }
    }
    return Optional.empty();
  }

  private static DatabaseNote unmatched(DatabaseCheck check, List<ExaminedChain> chains) {
    List<String> names = new ArrayList<>();
    for (ExaminedChain chain : chains) {
      names.add(chain.name());
    }
    return new DatabaseNote(
        check.chain().orElse("?"),
        Outcome.UNKNOWN,
        "DatabaseWithoutChain",
        List.of(),
        check.chain().isEmpty()
            ? "a database is to be compared with one chain, and there are " + names.size()
            : "there is no chain " + check.chain().get() + " to compare its database with",
        "Write chain=NAME with one of " + String.join(", ", names) + ".");
  }

  private static DatabaseNote note(MigrationChain chain, DatabaseReport report) {
    DatabaseDecision decision = report.decision();
    return switch (decision) {
      case DatabaseDecision.GoOn go -> note(chain, Outcome.PASS, report, "");
      case DatabaseDecision.GoOnWithWarning(var reason, var message, var remedy) ->
          note(chain, Outcome.PASS, report, remedy.explanation());
      // Also where it could not be reached: whether that holds has a setting of its own.
      case DatabaseDecision.Hold(var reason, var message, var remedy) ->
          note(chain, Outcome.BLOCKED, report, remedy.explanation());
    };
  }

  private static DatabaseNote note(
      MigrationChain chain, Outcome outcome, DatabaseReport report, String remedy) {
    return new DatabaseNote(
        chain.name(),
        outcome,
        report.decision().reason().word(),
        revisions(report.state()),
        report.decision().message(),
        remedy);
  }

  private static List<String> revisions(AppliedState state) {
    return switch (state) {
      case AppliedState.Behind(var pending) -> texts(pending);
      case AppliedState.NotInitialised(var pending, _) -> texts(pending);
      case AppliedState.Ahead(var unknown) -> unknown;
      case AppliedState.Equal equal -> List.of();
      case AppliedState.Diverged diverged -> List.of();
      case AppliedState.Unreachable unreachable -> List.of();
    };
  }

  private static List<String> texts(List<RevisionId> ids) {
    List<String> texts = new ArrayList<>();
    // A note keeps the first few alone.
    for (RevisionId id : ids.subList(0, Math.min(DatabaseNote.MAX_REVISIONS, ids.size()))) {
      texts.add(id.value());
    }
    return texts;
  }
}
