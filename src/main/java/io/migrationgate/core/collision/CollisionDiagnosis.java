package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.verdict.Numbering;
import io.migrationgate.core.verdict.Remedy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says in a person's words which claims collide, who gives way, and how. */
public final class CollisionDiagnosis {

  /** Longer lists are cut: the first names are enough to find the rest. */
  private static final int MAX_NAMES = 8;

  private final ChainCollisions chain;
  private final Precedence precedence;
  private final RepairCommand repair;
  private final Map<Claim, String> numbers;

  public CollisionDiagnosis(ChainCollisions chain, Precedence precedence, RepairCommand repair) {
    this.chain = chain;
    this.precedence = precedence;
    this.repair = repair;
    this.numbers = numbers();
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
        remedy(collision, mover(yielding)));
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

  /** The claim that the remedy is for: that of the branch that is asked about, if it is one. */
  private Claim mover(List<Claim> yielding) {
    return chain
        .current()
        .flatMap(branch -> yielding.stream().filter(claim -> claim.isOf(branch)).findFirst())
        .orElse(yielding.getLast());
  }

  private Remedy remedy(Collision collision, Claim mover) {
    return switch (collision) {
      case Collision.SameId same -> renumber(same, mover);
      case Collision.SameNumber same -> renumber(same, mover);
      case Collision.SameParent(RevisionId parent, List<Claim> claims) ->
          followKeeper(claims, mover);
      case Collision.StaleParent(Claim claim, RevisionId parent, Optional<Revision> target) ->
          reparent(claim, target);
    };
  }

  private Remedy renumber(Collision collision, Claim mover) {
    String where = "On " + mover.holder();
    String gives = "gives " + mover.revision().fileName() + " ";
    Optional<RevisionId> given = newId(mover);
    if (given.isEmpty()) {
      return new Remedy(where + ": " + gives + "the next id that is free.", Optional.empty());
    }
    RevisionId id = given.get();
    if (!repair.isKnown()) {
      return new Remedy(
          where
              + ": rename "
              + mover.revision().id()
              + ", so that its number is "
              + numbers.get(mover)
              + ", which neither "
              + chain.base()
              + " nor an open branch has, and all that names it or lies beside it.",
          Optional.empty());
    }
    Optional<Revision> onto = newParent(mover);
    Optional<ChainEditor.Followers> followers =
        onto.flatMap(end -> followers(collision, mover, end));
    boolean atOnce = followers.isPresent();
    return new Remedy(
        where
            + (atOnce ? ", with " + chain.base() + " merged into it: " : ": ")
            + gives
            + id
            + ", which neither "
            + chain.base()
            + " nor an open branch has."
            + (atOnce ? "" : secondStep(collision, mover, id, onto))
            + " Merging heads is no way out: it leaves both with one number.",
        command(
            () ->
                repair.renumber(
                    mover.revision(),
                    id,
                    atOnce ? onto.map(Revision::id) : Optional.empty(),
                    followers.orElse(ChainEditor.Followers.UNSAID))));
  }

  /** What stands behind the number in an id stays. */
  private Optional<RevisionId> newId(Claim mover) {
    RevisionId old = mover.revision().id();
    int underscore = old.value().indexOf('_');
    boolean words = underscore >= 0 && Numbering.of(old).isPresent();
    return Optional.ofNullable(numbers.get(mover))
        .map(free -> new RevisionId(words ? free + old.value().substring(underscore) : free));
  }

  /** Each that has to be renumbered gets one of its own. */
  private Map<Claim, String> numbers() {
    Map<Claim, String> given = new HashMap<>();
    for (Collision collision : chain.collisions()) {
      if (isOfNumbers(collision) && given.size() < chain.free().size()) {
        given.putIfAbsent(mover(precedence.yielding(collision)), chain.free().get(given.size()));
      }
    }
    return given;
  }

  private static boolean isOfNumbers(Collision collision) {
    return collision instanceof Collision.SameId || collision instanceof Collision.SameNumber;
  }

  /**
   * Whom those that name the id go with when it is changed with the base merged in, where two files
   * have it; empty where some would have to stay and some to go, or git would stop at one file.
   */
  private Optional<ChainEditor.Followers> followers(
      Collision collision, Claim mover, Revision end) {
    if (!(collision instanceof Collision.SameId)) {
      return Optional.of(ChainEditor.Followers.UNSAID);
    }
    RevisionId id = mover.revision().id();
    boolean oneFile =
        collision.claims().stream()
            .anyMatch(
                claim ->
                    !claim.equals(mover)
                        && claim.holder() instanceof Holder.Base
                        && claim.revision().file().equals(mover.revision().file()));
    boolean go = newOf(mover).stream().anyMatch(revision -> revision.names(id));
    // Else the base goes on behind its own file of that id.
    boolean stay = !end.id().equals(id);
    if (oneFile || go && stay) {
      return Optional.empty();
    }
    return Optional.of(
        go
            ? ChainEditor.Followers.MOVE
            : stay ? ChainEditor.Followers.STAY : ChainEditor.Followers.UNSAID);
  }

  /** Another number alone leaves two revisions behind one parent, once both sides are merged. */
  private String secondStep(
      Collision collision, Claim mover, RevisionId id, Optional<Revision> onto) {
    if (onto.isPresent()) {
      return " Then, with "
          + chain.base()
          + " merged into it, let it follow the head there: "
          + repair.reparent(id, onto.get().id())
          + ".";
    }
    Set<RevisionId> own = new HashSet<>();
    newOf(mover).forEach(revision -> own.add(revision.id()));
    for (Claim other : collision.claims()) {
      boolean fork =
          !other.equals(mover)
              && other.revision().id().equals(mover.revision().id())
              && Collections.disjoint(own, mover.revision().parents())
              && !Collections.disjoint(other.revision().parents(), mover.revision().parents());
      List<Revision> ends = fork ? endsOf(other) : List.of();
      if (fork) {
        return " Then, once "
            + other.holder()
            + " is merged and "
            + chain.base()
            + " is merged into this side, let it follow the head there"
            + (ends.size() == 1 ? ": " + repair.reparent(id, ends.getFirst().id()) : "")
            + "; until then both follow the same parent.";
      }
    }
    return "";
  }

  private Optional<String> command(Supplier<String> typed) {
    return repair.isKnown() ? Optional.of(typed.get()) : Optional.empty();
  }

  /** What a claim has to follow besides, where its parent is stale. */
  private Optional<Revision> newParent(Claim claim) {
    for (Collision collision : chain.collisions()) {
      if (collision instanceof Collision.StaleParent stale && stale.claim().equals(claim)) {
        return stale.target();
      }
    }
    return Optional.empty();
  }

  /** Whether the claim has to be renumbered, which moves it as well. */
  private boolean isRenumbered(Claim claim) {
    return numbers.containsKey(claim);
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
    Claim first = before.get();
    List<Revision> ends = endsOf(first);
    String when =
        "On "
            + mover.holder()
            + ", once "
            + first.holder()
            + " is merged and "
            + chain.base()
            + " is merged into it";
    RevisionId moved = newId(mover).orElse(mover.revision().id());
    return ends.size() == 1
        ? new Remedy(
            when
                + (moved.equals(mover.revision().id()) ? "" : " and it has its new number")
                + ". Until then each is fine alone.",
            command(() -> repair.reparent(moved, ends.getFirst().id())))
        : new Remedy(
            when + ": let " + mover.revision().id() + " follow the head.", Optional.empty());
  }

  /** The revisions of the claim's branch that none of its own follow. */
  private List<Revision> endsOf(Claim claim) {
    List<Revision> fresh = newOf(claim);
    Set<RevisionId> followed = new HashSet<>();
    fresh.forEach(revision -> followed.addAll(revision.parents()));
    return fresh.stream().filter(revision -> !followed.contains(revision.id())).toList();
  }

  /** What the claim's branch has added. */
  private List<Revision> newOf(Claim claim) {
    return chain.open().stream()
        .filter(change -> claim.isOf(change.branch()))
        .flatMap(change -> change.newRevisions().stream())
        .toList();
  }

  private Remedy reparent(Claim claim, Optional<Revision> target) {
    String update = "On " + claim.holder() + ", with " + chain.base() + " merged into it";
    if (target.isPresent() && isRenumbered(claim)) {
      return new Remedy(
          "Its renumbering, above, says how it comes to follow "
              + target.get().id()
              + ", the head now.",
          Optional.empty());
    }
    return target
        .map(
            head ->
                new Remedy(
                    update
                        + ": lets it follow "
                        + head.id()
                        + ", the head now. A merge revision would do too, but leaves a fork for"
                        + " good where a straight line is to be had.",
                    command(() -> repair.reparent(claim.revision().id(), head.id()))))
        .orElseGet(
            () ->
                new Remedy(
                    update
                        + ": choose which of the heads of "
                        + chain.base()
                        + " it follows; there are several.",
                    Optional.empty()));
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
