package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.verdict.Remedy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  public CollisionDiagnosis(ChainCollisions chain, Precedence precedence, RepairCommand repair) {
    this.chain = chain;
    this.precedence = precedence;
    this.repair = repair;
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
      case Collision.SameId same -> renumber(mover);
      case Collision.SameNumber same -> renumber(mover);
      case Collision.SameParent(RevisionId parent, List<Claim> claims) ->
          followKeeper(claims, mover);
      case Collision.StaleParent(Claim claim, RevisionId parent, Optional<Revision> target) ->
          reparent(claim, target);
    };
  }

  private Remedy renumber(Claim mover) {
    Optional<RevisionId> parent = newParent(mover).map(Revision::id);
    String where = "On " + mover.holder() + ": gives " + mover.revision().fileName() + " ";
    if (chain.next().isEmpty()) {
      return new Remedy(where + "the next id that is free.", Optional.empty());
    }
    String free = chain.next().get();
    if (!repair.isKnown()) {
      return new Remedy(
          "On "
              + mover.holder()
              + ": rename "
              + mover.revision().id()
              + ", so that its number is "
              + free
              + ", which neither "
              + chain.base()
              + " nor an open branch has, and all that names it or lies beside it.",
          Optional.empty());
    }
    return new Remedy(
        where
            + free
            + ", which neither "
            + chain.base()
            + " nor an open branch has. Merging heads is no way out: it leaves both with one"
            + " number.",
        command(() -> repair.renumber(mover.revision(), new RevisionId(free), parent)));
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
    return chain.collisions().stream()
        .filter(c -> c instanceof Collision.SameId || c instanceof Collision.SameNumber)
        .anyMatch(collision -> mover(precedence.yielding(collision)).equals(claim));
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
    return ends.size() == 1
        ? new Remedy(
            when + ". Until then each is fine alone.",
            command(() -> repair.reparent(mover.revision().id(), ends.getFirst().id())))
        : new Remedy(
            when + ": let " + mover.revision().id() + " follow the head.", Optional.empty());
  }

  /** The revisions of the claim's branch that none of its own follow. */
  private List<Revision> endsOf(Claim claim) {
    List<Revision> fresh =
        chain.open().stream()
            .filter(change -> claim.isOf(change.branch()))
            .flatMap(change -> change.newRevisions().stream())
            .toList();
    Set<RevisionId> followed = new HashSet<>();
    fresh.forEach(revision -> followed.addAll(revision.parents()));
    return fresh.stream().filter(revision -> !followed.contains(revision.id())).toList();
  }

  private Remedy reparent(Claim claim, Optional<Revision> target) {
    String update = "On " + claim.holder() + ", with " + chain.base() + " merged into it";
    if (target.isPresent() && isRenumbered(claim)) {
      return new Remedy(
          "The command that renumbers it lets it follow "
              + target.get().id()
              + " too, the head now.",
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
