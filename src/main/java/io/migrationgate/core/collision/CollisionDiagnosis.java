package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.Remedy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in a person's words which claims collide, who gives way, and how. */
public final class CollisionDiagnosis {

  /** Longer lists are cut: the first names are enough to find the rest. */
  private static final int MAX_NAMES = 8;

  private final ChainCollisions chain;
  private final Precedence precedence;
  private final RepairCommand command;
  private final Repairs repairs;

  /** Branches of which it was said already how they are mended. */
  private final Set<OpenBranch> mended = new HashSet<>();

  public CollisionDiagnosis(ChainCollisions chain, Precedence precedence, RepairCommand command) {
    this.chain = chain;
    this.precedence = precedence;
    this.command = command;
    this.repairs = new Repairs(chain, precedence);
  }

  public List<CollisionFinding> findings() {
    return chain.collisions().stream().map(this::finding).toList();
  }

  private CollisionFinding finding(Collision collision) {
    List<Claim> yielding = precedence.yielding(collision);
    boolean blocking =
        chain.current().isEmpty()
            || yielding.stream().anyMatch(claim -> claim.isOf(chain.current().get()));
    return new CollisionFinding(
        collision,
        blocking,
        message(collision),
        order(collision, yielding),
        yielding,
        remedy(collision, repairs.mover(collision)));
  }

  private String message(Collision collision) {
    return switch (collision) {
      case Collision.SameId(RevisionId id, List<Claim> claims) ->
          "the id " + id + " is claimed by " + holders(claims);
      case Collision.SameNumber(long number, List<Claim> claims) ->
          "the number " + number + " is claimed by " + holders(claims);
      case Collision.SameParent(RevisionId parent, List<Claim> claims) ->
          ids(claims) + " follow " + parent + ": merged, they are two heads or more";
      case Collision.StaleParent(Claim claim, RevisionId parent, Optional<Revision> target) ->
          claim.revision().id()
              + " follows "
              + parent
              + ", which is no longer the head of "
              + chain.base();
    };
  }

  private String order(Collision collision, List<Claim> yielding) {
    if (collision instanceof Collision.StaleParent) {
      return "gives way: " + holders(yielding) + "; what is merged stays";
    }
    Optional<Precedence.Keeper> keeper = precedence.keeper(collision.claims());
    if (keeper.isEmpty()) {
      return "nothing tells who was first: whoever is merged later gives way";
    }
    String stays = keeper.get().claim().holder().toString();
    return switch (keeper.get().reason()) {
      case MERGED -> "gives way: " + holders(yielding) + "; what is merged stays";
      case MERGED_FIRST ->
          "gives way: "
              + files(yielding)
              + "; "
              + keeper.get().claim().revision().fileName()
              + " came to "
              + stays
              + " before";
      case LOWER_PULL_REQUEST ->
          "gives way: " + holders(yielding) + "; " + stays + " has the lower number";
    };
  }

  private Remedy remedy(Collision collision, Claim mover) {
    if (chain.current().isEmpty() && collision instanceof Collision.SameParent) {
      return mend(mover);
    }
    return switch (collision) {
      case Collision.SameId same -> mend(mover, forkLeft(same, mover));
      case Collision.SameNumber same -> mend(mover);
      case Collision.StaleParent(Claim claim, RevisionId parent, Optional<Revision> target) ->
          target.isPresent() ? mend(claim) : chooseHead(claim);
      case Collision.SameParent(RevisionId parent, List<Claim> claims) ->
          followKeeper(claims, mover);
    };
  }

  private Remedy mend(Claim mover) {
    return mend(mover, "");
  }

  private Remedy mend(Claim mover, String later) {
    Optional<Repair> repair = repairs.of(mover);
    if (repair.isEmpty()) {
      return new Remedy(
          "On "
              + mover.holder()
              + ": "
              + chain
                  .next()
                  .map(next -> "the next that is free is " + next + ".")
                  .orElse("give it an id that is free.")
              + chain.hidden().map(CollisionDiagnosis::hidden).orElse(""),
          Optional.empty());
    }
    OpenBranch branch = repair.get().branch();
    if (!mended.add(branch)) {
      return new Remedy(
          "What is to be done on " + branch + " is told above, and mends this too.",
          Optional.empty());
    }
    Moves moves = repair.get().moves();
    boolean first = !moves.alone().isEmpty();
    List<MergePlan.Move> now = first ? moves.alone() : moves.onBase();
    Optional<String> typed = command.of(now);
    return new Remedy(
        moment(repair.get())
            + ": "
            + (typed.isPresent() ? does(now) : RepairCommand.inWords(now))
            + "."
            + reasons(moves.all(), typed.isPresent())
            + (first && !moves.onBase().isEmpty()
                ? " Then, with "
                    + chain.base()
                    + " merged into "
                    + branch
                    + ": "
                    + said(moves.onBase())
                    + "."
                : "")
            + later,
        typed);
  }

  private String said(List<MergePlan.Move> moves) {
    return command.of(moves).orElseGet(() -> RepairCommand.inWords(moves));
  }

  private static String hidden(HiddenNumber hidden) {
    List<SourceLocation> places = hidden.finding().problem().locations();
    return " Which one is, is not known before "
        + (places.isEmpty() ? hidden.holder() : places.getFirst() + " on " + hidden.holder())
        + " is mended.";
  }

  /** Another id alone leaves two revisions behind one parent, once both sides are merged. */
  private String forkLeft(Collision.SameId same, Claim mover) {
    if (chain.current().isEmpty() || chain.collisions().stream().anyMatch(c -> moves(c, mover))) {
      return "";
    }
    for (Claim other : same.claims()) {
      boolean fork =
          !other.holder().equals(mover.holder())
              && !other.sharesFileWith(mover)
              && !Collections.disjoint(other.revision().parents(), repairs.parentsNotItsOwn(mover));
      Optional<Repair> behind = fork ? repairs.behind(mover, other) : Optional.empty();
      if (behind.isPresent()) {
        return " Then, once "
            + other.holder()
            + " is merged and "
            + chain.base()
            + " is merged into "
            + mover.holder()
            + ": "
            + said(behind.get().moves().onBase())
            + ". Until then both follow one parent.";
      }
    }
    return "";
  }

  /** Whether what is said of another collision moves the claim as well. */
  private static boolean moves(Collision collision, Claim claim) {
    return switch (collision) {
      case Collision.SameParent same -> same.claims().contains(claim);
      case Collision.StaleParent stale -> stale.claim().equals(claim);
      case Collision.SameId same -> false;
      case Collision.SameNumber same -> false;
    };
  }

  private static String does(List<MergePlan.Move> moves) {
    return moves.stream().map(CollisionDiagnosis::does).collect(Collectors.joining(", "));
  }

  private static String does(MergePlan.Move move) {
    String follow = move.parent().map(parent -> "follow " + parent).orElse("");
    if (move.id().isPresent()) {
      return "gives "
          + nameOf(move.revision())
          + " "
          + move.id().get()
          + (follow.isEmpty() ? "" : " and lets it " + follow);
    }
    return follow.isEmpty()
        ? "renames " + move.revision().fileName()
        : "lets " + move.revision().id() + " " + follow;
  }

  /** All changes of a plan stand in one file. */
  private static String nameOf(Revision revision) {
    return revision.fileName().endsWith(".plan") ? revision.id().value() : revision.fileName();
  }

  private String reasons(List<MergePlan.Move> moves, boolean typed) {
    long ids = moves.stream().filter(move -> move.id().isPresent()).count();
    if (ids > 0) {
      return " Neither "
          + chain.base()
          + " nor an open branch has "
          + (ids == 1 ? "it." : "them.")
          + (chain.onBase().tool() == Tool.ALEMBIC
              ? " Merging heads is no way out: it leaves both with one number."
              : typed ? "" : " Rename what lies beside it, and all that names it, too.");
    }
    if (moves.stream().noneMatch(move -> move.parent().isPresent())) {
      return "";
    }
    return " A merge revision would do too, but leaves a fork for good where a straight line is to"
        + " be had.";
  }

  /** Where, and when, the command is to be typed. */
  private String moment(Repair repair) {
    String where = "On " + repair.branch();
    List<String> before = repair.after().stream().map(OpenBranch::toString).toList();
    boolean alone = !repair.moves().alone().isEmpty();
    if (!before.isEmpty()) {
      return where
          + ", once "
          + names(before)
          + (before.size() == 1 ? " is" : " are")
          + (alone ? " merged and before " : " merged and ")
          + chain.base()
          + " is merged into it";
    }
    if (alone) {
      boolean more = !repair.moves().onBase().isEmpty();
      return where + (more ? ", before " + chain.base() + " is merged into it" : "");
    }
    return where + ", with " + chain.base() + " merged into it";
  }

  private Remedy followKeeper(List<Claim> claims, Claim mover) {
    // Another of the same id has to be renumbered first, and is told of on its own.
    List<Claim> others =
        claims.stream()
            .filter(claim -> !claim.revision().id().equals(mover.revision().id()))
            .toList();
    Optional<Claim> before =
        precedence
            .keeper(others)
            .map(Precedence.Keeper::claim)
            .or(() -> others.stream().findFirst());
    if (before.isEmpty()) {
      return new Remedy("Let one of them follow the other.", Optional.empty());
    }
    Optional<Repair> repair = repairs.behind(mover, before.get());
    if (repair.isEmpty()) {
      return new Remedy(
          "On "
              + mover.holder()
              + ", once "
              + before.get().holder()
              + " is merged and "
              + chain.base()
              + " is merged into it: let "
              + mover.revision().id()
              + " follow the head.",
          Optional.empty());
    }
    List<MergePlan.Move> moves = repair.get().moves().onBase();
    Optional<String> typed = command.of(moves);
    return new Remedy(
        moment(repair.get())
            + (typed.isPresent() ? "" : ": " + RepairCommand.inWords(moves))
            + ". Until then each is fine alone.",
        typed);
  }

  private Remedy chooseHead(Claim claim) {
    return new Remedy(
        "On "
            + claim.holder()
            + ", with "
            + chain.base()
            + " merged into it: choose which of the heads of "
            + chain.base()
            + " it follows; there are several.",
        Optional.empty());
  }

  private static String holders(List<Claim> claims) {
    return names(claims.stream().map(claim -> claim.holder().toString()).distinct().toList());
  }

  private static String files(List<Claim> claims) {
    return names(claims.stream().map(claim -> claim.revision().fileName()).distinct().toList());
  }

  private static String ids(List<Claim> claims) {
    return names(claims.stream().map(claim -> claim.revision().id().value()).distinct().toList());
  }

  private static String names(List<String> all) {
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(MAX_NAMES, all.size())));
    if (all.size() > MAX_NAMES) {
      shown.add((all.size() - MAX_NAMES) + " more");
    }
    if (shown.size() == 1) {
      return shown.getFirst();
    }
    return shown.stream().limit(shown.size() - 1L).collect(Collectors.joining(", "))
        + " and "
        + shown.getLast();
  }
}
