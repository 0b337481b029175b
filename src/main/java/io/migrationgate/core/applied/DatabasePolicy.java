package io.migrationgate.core.applied;

import io.migrationgate.core.verdict.Remedy;
import java.util.List;
import java.util.Optional;

/** What each state of a database means for a pod that wants to start. */
public record DatabasePolicy(
    MigratedBy migratedBy,
    Action behind,
    Action notInitialised,
    Action ahead,
    Action diverged,
    Action unreachable) {

  /** What a state leads to. */
  public enum Action {
    HOLD,
    PASS
  }

  /** The usual actions. */
  public static DatabasePolicy of(MigratedBy migratedBy) {
    return switch (migratedBy) {
      // It would crash on a database that is ahead.
      case APP ->
          new DatabasePolicy(
              migratedBy, Action.PASS, Action.PASS, Action.HOLD, Action.HOLD, Action.HOLD);
      case JOB ->
          new DatabasePolicy(
              migratedBy, Action.HOLD, Action.HOLD, Action.PASS, Action.HOLD, Action.HOLD);
    };
  }

  /**
   * What follows from a state.
   *
   * @param missing the first required row that is missing; it counts once nothing is pending
   */
  public DatabaseReport judge(AppliedState state, Optional<MissingRow> missing) {
    return new DatabaseReport(state, decide(state, missing), List.of());
  }

  private DatabaseDecision decide(AppliedState state, Optional<MissingRow> missing) {
    return switch (state) {
      case AppliedState.Equal() -> decideOnRows(missing);
      case AppliedState.Behind(var pending) ->
          beforeMigrations(
              behind,
              DatabaseReason.DATABASE_BEHIND,
              "the database is "
                  + (pending.size() == 1 ? "one revision" : pending.size() + " revisions")
                  + " behind this image: "
                  + IdList.of(pending));
      case AppliedState.NotInitialised(var pending, var doubt) -> {
        String message =
            "the database has run no revision yet"
                + (pending.isEmpty() ? "" : "; to come: " + IdList.of(pending));
        // A warning even where the app runs them itself: it may run them somewhere else.
        yield doubt.isPresent()
            ? decide(
                notInitialised,
                DatabaseReason.DATABASE_NOT_INITIALISED,
                message + "; " + doubt.get().reason(),
                explain(doubt.get().remedy()))
            : beforeMigrations(notInitialised, DatabaseReason.DATABASE_NOT_INITIALISED, message);
      }
      case AppliedState.Ahead(var unknown) ->
          decide(
              ahead,
              DatabaseReason.DATABASE_AHEAD,
              "this image is older than the database, which has run "
                  + IdList.ofTexts(unknown)
                  + "; this image does not know "
                  + (unknown.size() == 1 ? "it" : "them"),
              explain(
                  "Deploy the image that brought "
                      + shortest(unknown)
                      + ", or a newer one. To go back for good, downgrade the database with that"
                      + " image first. If no image ever had it, this is another app's database."));
      case AppliedState.Diverged(var reason, var remedy) ->
          decide(
              diverged,
              DatabaseReason.DATABASE_DIVERGED,
              "the database and this image do not fit together: " + reason,
              explain(remedy));
      case AppliedState.Unreachable(_, var reason, var remedy) ->
          decide(
              unreachable,
              DatabaseReason.DATABASE_UNREACHABLE,
              "the database could not be asked: " + reason,
              explain(remedy));
    };
  }

  private static DatabaseDecision decideOnRows(Optional<MissingRow> missing) {
    if (missing.isEmpty()) {
      return new DatabaseDecision.GoOn(
          DatabaseReason.DATABASE_EQUAL, "the database has run every revision of this image");
    }
    RequiredRow row = missing.get().row();
    String lacking =
        switch (missing.get().missing()) {
          case TABLE -> "there is no table " + row.table();
          case COLUMN -> "its table " + row.table() + " has no column " + row.key();
          case ROW -> "its table " + row.table() + " has none";
        };
    return new DatabaseDecision.Hold(
        DatabaseReason.ROW_MISSING,
        "the database has run every revision of this image, and yet lacks a required row ("
            + row.key()
            + " = "
            + row.value()
            + "): "
            + lacking,
        explain(
            "A seed has not run, or has inserted nothing: run it again, or insert the row. If the"
                + " app no longer needs it, take it out of the required rows."));
  }

  private DatabaseDecision beforeMigrations(Action action, DatabaseReason reason, String message) {
    return switch (migratedBy) {
      case APP ->
          switch (action) {
            case PASS ->
                new DatabaseDecision.GoOn(reason, message + "; the app runs them as it starts");
            case HOLD ->
                new DatabaseDecision.Hold(
                    reason,
                    message,
                    explain(
                        "Migrate the database with this image. The pod goes on as soon as nothing"
                            + " is pending."));
          };
      case JOB ->
          decide(
              action,
              reason,
              message,
              explain(
                  "Wait for the job that migrates, or see why it has not: it has to run with the"
                      + " revisions of this image. The pod goes on as soon as nothing is"
                      + " pending."));
    };
  }

  private static DatabaseDecision decide(
      Action action, DatabaseReason reason, String message, Remedy remedy) {
    return switch (action) {
      case PASS -> new DatabaseDecision.GoOnWithWarning(reason, message, remedy);
      case HOLD -> new DatabaseDecision.Hold(reason, message, remedy);
    };
  }

  private static String shortest(List<String> unknown) {
    return unknown.size() == 1 ? IdList.ofTexts(unknown) : "them";
  }

  private static Remedy explain(String explanation) {
    return new Remedy(explanation, Optional.empty());
  }
}
