package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor.Followers;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each branch that gives way has to do. A branch is mended once, whatever it is told of: its
 * moves depend on each other.
 */
final class Repairs {

  private final ChainCollisions chain;
  private final Precedence precedence;
  private final MigrationChain base;
  private final Map<OpenBranch, BranchChange> changes = new HashMap<>();
  private final Map<OpenBranch, List<Collision>> ofMover = new HashMap<>();
  private final Map<OpenBranch, Repair> known = new HashMap<>();

  /** Each that has to give way gets a number of its own; empty where none is known to be free. */
  private final Optional<NextFree> free;

  Repairs(ChainCollisions chain, Precedence precedence) {
    this.chain = chain;
    this.precedence = precedence;
    this.base = chain.onBase();
    this.free = chain.free();
    chain.open().forEach(change -> changes.put(change.branch(), change));
    for (Collision collision : chain.collisions()) {
      if (mover(collision).holder() instanceof Holder.Open(OpenBranch branch)) {
        ofMover.computeIfAbsent(branch, unused -> new ArrayList<>()).add(collision);
      }
    }
  }

  /** The claim that gives way: that of the branch that is asked about, if it is one. */
  Claim mover(Collision collision) {
    List<Claim> yielding = precedence.yielding(collision);
    if (chain.current().isPresent()) {
      return yielding.stream()
          .filter(claim -> claim.isOf(chain.current().get()))
          .findFirst()
          .orElse(yielding.getLast());
    }
    // Where all are asked about, it is the order of merges that tells who comes later.
    Claim last = yielding.getLast();
    int place = -1;
    for (Claim claim : yielding) {
      int turn = turnOf(claim.holder());
      if (turn > place && moves(chain.plan().steps().get(turn), claim.revision())) {
        place = turn;
        last = claim;
      }
    }
    return last;
  }

  /** One branch may have a revision because it was made on top of another one that moves it. */
  private static boolean moves(MergePlan.Step step, Revision revision) {
    return step.moves().all().stream()
        .anyMatch(move -> move.revision().file().equals(revision.file()));
  }

  private int turnOf(Holder holder) {
    List<MergePlan.Step> steps = chain.plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      if (holder instanceof Holder.Open(OpenBranch branch)
          && steps.get(i).branch().equals(branch)) {
        return i;
      }
    }
    return -1;
  }

  /** What mends the branch of a claim; empty where it is merged, or has nothing to be moved. */
  Optional<Repair> of(Claim claim) {
    if (!(claim.holder() instanceof Holder.Open(OpenBranch branch))) {
      return Optional.empty();
    }
    Repair repair = known.get(branch);
    if (repair == null) {
      repair = chain.current().isEmpty() ? inTurn(branch) : now(branch);
      known.put(branch, repair);
    }
    return repair.moves().isEmpty() ? Optional.empty() : Optional.of(repair);
  }

  private Repair inTurn(OpenBranch branch) {
    List<OpenBranch> before = new ArrayList<>();
    for (MergePlan.Step step : chain.plan().steps()) {
      if (step.branch().equals(branch)) {
        return new Repair(branch, before, step.moves());
      }
      before.add(step.branch());
    }
    return Repair.none(branch);
  }

  private Repair now(OpenBranch branch) {
    Map<RevisionId, Revision> lost = new LinkedHashMap<>();
    Set<Revision> files = new LinkedHashSet<>();
    Map<RevisionId, RevisionId> parents = new HashMap<>();
    boolean onBase = false;
    for (Collision collision : ofMover.getOrDefault(branch, List.of())) {
      Claim mover = mover(collision);
      switch (collision) {
        case Collision.SameId same -> lost.put(mover.revision().id(), mover.revision());
        case Collision.SameNumber same -> {
          if (new RevisionNumbers(base).areOfFiles()) {
            files.add(mover.revision());
          } else {
            lost.put(mover.revision().id(), mover.revision());
          }
        }
        case Collision.StaleParent stale -> {
          stale.target().ifPresent(head -> parents.put(mover.revision().id(), head.id()));
          onBase |= stale.target().isPresent();
        }
        case Collision.SameParent same -> {}
      }
      onBase |=
          collision.claims().stream().anyMatch(claim -> claim.holder() instanceof Holder.Base);
    }
    BranchChange change = changes.get(branch);
    boolean numbersAreNeeded = !lost.isEmpty() || !files.isEmpty();
    if (change == null || numbersAreNeeded && free.isEmpty()) {
      return Repair.none(branch);
    }
    Map<RevisionId, RevisionId> ids = new HashMap<>();
    for (Revision revision : Relocation.lowestFirst(change)) {
      if (lost.containsKey(revision.id())) {
        free.ifPresent(next -> ids.put(revision.id(), next.takeFor(revision)));
      }
    }
    Moves relocated = Relocation.of(base, change, ids, parents).moves();
    List<MergePlan.Move> moves = new ArrayList<>(relocated.onBase());
    for (Revision revision : files) {
      if (!ids.containsKey(revision.id())) {
        free.flatMap(NextFree::take).ifPresent(number -> moves.add(fileMove(revision, number)));
      }
    }
    // A line of a plan is renamed where it stands, and git stops at two new last ones.
    if (onBase && base.tool().isBranching()) {
      return new Repair(branch, List.of(), new Moves(relocated.alone(), moves));
    }
    moves.addAll(0, relocated.alone());
    return new Repair(branch, List.of(), new Moves(moves, List.of()));
  }

  /** Where the number is in the name of the file alone, and the tool goes by the id. */
  private static MergePlan.Move fileMove(Revision revision, String number) {
    String name = revision.fileName();
    String folder = revision.file().substring(0, revision.file().length() - name.length());
    int end = 0;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    return new MergePlan.Move(
        revision,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Followers.UNSAID,
        List.of(new GraphProblem.Renaming(revision.file(), folder + number + name.substring(end))));
  }

  /** What a claim follows that its branch has not brought itself. */
  List<RevisionId> parentsNotItsOwn(Claim claim) {
    if (!(claim.holder() instanceof Holder.Open(OpenBranch branch))) {
      return claim.revision().parents();
    }
    Set<RevisionId> own = new HashSet<>();
    BranchChange change = changes.get(branch);
    if (change != null) {
      change.newRevisions().forEach(revision -> own.add(revision.id()));
    }
    return claim.revision().parents().stream().filter(parent -> !own.contains(parent)).toList();
  }

  /**
   * What lets a revision follow the end of another branch, once that is merged and its own branch
   * has been mended otherwise; empty where there is not one end.
   */
  Optional<Repair> behind(Claim claim, Claim first) {
    if (!(claim.holder() instanceof Holder.Open(OpenBranch branch))
        || !(first.holder() instanceof Holder.Open(OpenBranch other))
        || !changes.containsKey(branch)
        || !changes.containsKey(other)) {
      return Optional.empty();
    }
    MigrationChain union = ChainUnion.of(base, List.of(changes.get(other)));
    List<Revision> ends = union.graph().headsWithoutPhantoms();
    RevisionId id = claim.revision().id();
    for (MergePlan.Move move : of(claim).map(Repair::moves).orElse(Moves.NONE).all()) {
      if (move.revision().file().equals(claim.revision().file()) && move.id().isPresent()) {
        id = move.id().get();
      }
    }
    if (ends.size() != 1 || claim.revision().parents().size() != 1) {
      return Optional.empty();
    }
    MergePlan.Move move =
        new MergePlan.Move(
            claim.revision().withId(id),
            Optional.empty(),
            Optional.of(ends.getFirst().id()),
            Optional.empty(),
            Followers.UNSAID,
            List.of());
    return Optional.of(new Repair(branch, List.of(other), new Moves(List.of(), List.of(move))));
  }
}
