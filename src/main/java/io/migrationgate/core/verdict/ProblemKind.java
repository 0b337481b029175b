package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.EdgeKind;
import io.migrationgate.core.graph.GraphProblem;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of problem by the names that settings and outputs use, causes before symptoms: this is
 * the order in which a person reads them.
 */
public enum ProblemKind {
  INVALID_CONFIGURATION(
      "invalid-configuration", Severity.UNKNOWN, "The configuration leads nowhere"),
  MERGE_CONFLICT("merge-conflict", Severity.ERROR, "Conflict markers were committed"),
  INVALID_FILE("invalid-file", Severity.ERROR, "The migration tool cannot load a file"),
  INVALID_PLAN("invalid-plan", Severity.ERROR, "sqitch refuses the plan"),
  UNKNOWN("unknown", Severity.UNKNOWN, "Something cannot be told without running it"),
  DUPLICATE_REVISION("duplicate-revision", Severity.ERROR, "Several files have one revision id"),
  DUPLICATE_CHANGE("duplicate-change", Severity.ERROR, "A plan has a change twice"),
  DUPLICATE_NUMBER("duplicate-number", Severity.ERROR, "Several files have one number"),
  MISNAMED_FILE("misnamed-file", Severity.ERROR, "A file is not named as its chain's others"),
  MISSING_UP("missing-up", Severity.ERROR, "A migration can be taken back and not applied"),
  DUPLICATE_LABEL("duplicate-label", Severity.ERROR, "A branch label is used twice"),
  ILLEGAL_ID("illegal-id", Severity.ERROR, "A revision id is not allowed"),
  SELF_LOOP("self-loop", Severity.ERROR, "A revision follows itself"),
  MISSING_PARENT("missing-parent", Severity.ERROR, "A down_revision leads nowhere"),
  MISSING_DEPENDENCY("missing-dependency", Severity.ERROR, "A dependency leads nowhere"),
  LATER_DEPENDENCY("later-dependency", Severity.ERROR, "A change requires a later one"),
  MISSING_DEPLOY("missing-deploy", Severity.ERROR, "A change has no deploy script"),
  CYCLE("cycle", Severity.ERROR, "Revisions follow each other in a circle"),
  UNEXPECTED_HEAD("unexpected-head", Severity.ERROR, "A head belongs to no allowed branch"),
  MULTIPLE_HEADS("multiple-heads", Severity.ERROR, "There are more heads than allowed"),
  INSERTED_BELOW("inserted-below", Severity.ERROR, "A revision was put below what has run"),
  EMPTY_CHAIN("empty-chain", Severity.ERROR, "There are no revisions"),
  HIDDEN_CYCLE("hidden-cycle", Severity.WARNING, "A circle escapes the migration tool"),
  MISSING_BRANCH("missing-branch", Severity.WARNING, "An allowed branch has no head"),
  MISSING_LOCATION("missing-location", Severity.WARNING, "A configured folder does not exist"),
  NO_SCRIPT_LOCATION(
      "no-script-location", Severity.WARNING, "Alembic's configuration names no folder"),
  FILE_REACHED_TWICE("file-reached-twice", Severity.WARNING, "A file is reached by two paths"),
  MISSING_REVERT("missing-revert", Severity.WARNING, "A change has no revert script"),
  MISSING_VERIFY("missing-verify", Severity.WARNING, "A change has no verify script"),
  SHARED_NUMBER("shared-number", Severity.WARNING, "Several changes have one number"),
  NUMBER_GAP("number-gap", Severity.WARNING, "A numbered chain leaves a number out"),
  DOUBTFUL_ID("doubtful-id", Severity.WARNING, "A revision id is asking for trouble");

  private final String id;
  private final Severity usual;
  private final String title;

  ProblemKind(String id, Severity usual, String title) {
    this.id = id;
    this.usual = usual;
    this.title = title;
  }

  /** The name in settings and outputs. */
  public String id() {
    return id;
  }

  /** The name in one word, as Kubernetes wants reasons: {@code MultipleHeads}. */
  public String reason() {
    if (this == UNKNOWN) {
      // Beside a verdict of the same name it would say nothing.
      return "Undecided";
    }
    StringBuilder reason = new StringBuilder(id.length());
    boolean start = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '-') {
        start = true;
      } else {
        reason.append(start ? Character.toUpperCase(c) : c);
        start = false;
      }
    }
    return reason.toString();
  }

  /** The severity that holds unless a policy sets another. */
  public Severity usualSeverity() {
    return usual;
  }

  public String title() {
    return title;
  }

  public static Optional<ProblemKind> byId(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  public static ProblemKind of(GraphProblem problem) {
    return switch (problem) {
      case GraphProblem.InvalidConfiguration p -> INVALID_CONFIGURATION;
      case GraphProblem.ConflictMarkers p -> MERGE_CONFLICT;
      case GraphProblem.InvalidFile p -> INVALID_FILE;
      case GraphProblem.Undecided p -> UNKNOWN;
      case GraphProblem.DuplicateRevision p -> DUPLICATE_REVISION;
      case GraphProblem.DuplicateLabel p -> DUPLICATE_LABEL;
      case GraphProblem.IllegalId p -> ILLEGAL_ID;
      case GraphProblem.SelfLoop p -> SELF_LOOP;
      case GraphProblem.MissingReference p ->
          p.edge() == EdgeKind.DOWN_REVISION ? MISSING_PARENT : MISSING_DEPENDENCY;
      case GraphProblem.Cycle p -> p.refused() ? CYCLE : HIDDEN_CYCLE;
      case GraphProblem.UnexpectedHead p -> UNEXPECTED_HEAD;
      case GraphProblem.MultipleHeads p -> MULTIPLE_HEADS;
      case GraphProblem.InsertedBelow p -> INSERTED_BELOW;
      case GraphProblem.EmptyChain p -> EMPTY_CHAIN;
      case GraphProblem.MissingBranch p -> MISSING_BRANCH;
      case GraphProblem.MissingLocation p -> MISSING_LOCATION;
      case GraphProblem.UnnamedScriptFolder p -> NO_SCRIPT_LOCATION;
      case GraphProblem.FileReachedTwice p -> FILE_REACHED_TWICE;
      case GraphProblem.DoubtfulId p -> DOUBTFUL_ID;
      case GraphProblem.InvalidPlan p -> INVALID_PLAN;
      case GraphProblem.DuplicateChange p -> DUPLICATE_CHANGE;
      case GraphProblem.MissingRequirement p -> MISSING_DEPENDENCY;
      case GraphProblem.LaterRequirement p -> LATER_DEPENDENCY;
      case GraphProblem.MissingScripts p ->
          switch (p.script()) {
            case DEPLOY -> MISSING_DEPLOY;
            case REVERT -> MISSING_REVERT;
            case VERIFY -> MISSING_VERIFY;
          };
      case GraphProblem.SharedNumber p -> SHARED_NUMBER;
      case GraphProblem.DuplicateNumber p -> DUPLICATE_NUMBER;
      case GraphProblem.NumberGap p -> NUMBER_GAP;
      case GraphProblem.MisnamedFile p -> MISNAMED_FILE;
      case GraphProblem.MissingUp p -> MISSING_UP;
    };
  }
}
