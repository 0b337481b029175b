package io.migrationgate.core.collision;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds what open branches claim twice, in one pass over all of them. */
final class CollisionFinder {

  private final MigrationChain base;
  private final Holder.Base baseHolder;
  private final List<BranchChange> open;
  private final UnionCheck unions;
  private final RevisionNumbers numbers;
  private final Map<OpenBranch, BranchChange> changes = new HashMap<>();
  private final Map<RevisionId, List<Claim>> byId = new LinkedHashMap<>();
  private final Map<Long, List<Claim>> byNumber = new LinkedHashMap<>();
  private final Map<RevisionId, List<Claim>> byParent = new LinkedHashMap<>();
  private final Set<Claim> stale = new HashSet<>();

  CollisionFinder(
      MigrationChain base, String baseName, List<BranchChange> open, UnionCheck unions) {
    this.base = base;
    this.baseHolder = new Holder.Base(baseName);
    this.open = open;
    this.unions = unions;
    this.numbers = new RevisionNumbers(base);
  }

  /** Causes before symptoms: an id that is taken comes before the heads it would give. */
  List<Collision> find() {
    for (BranchChange change : open) {
      changes.put(change.branch(), change);
      for (Revision revision : change.newRevisions()) {
        claim(new Claim(new Holder.Open(change.branch()), revision));
      }
    }
    addWhatIsMerged();
    List<Collision> staleParents = staleParents();
    List<Collision> found = new ArrayList<>();
    sameIds(found);
    sameNumbers(found);
    found.addAll(staleParents);
    sameParents(found);
    return found;
  }

  private void claim(Claim claim) {
    Revision revision = claim.revision();
    at(byId, revision.id()).add(claim);
    OptionalLong number = numbers.of(revision);
    if (number.isPresent()) {
      at(byNumber, number.getAsLong()).add(claim);
    }
    for (RevisionId parent : revision.parents()) {
      at(byParent, parent).add(claim);
    }
  }

  private static <K> List<Claim> at(Map<K, List<Claim>> claims, K key) {
    return claims.computeIfAbsent(key, unused -> new ArrayList<>());
  }

  /** Only where an open branch claims the same: what the base holds twice is no collision. */
  private void addWhatIsMerged() {
    for (Revision revision : base.graph().revisions().reversed()) {
      Claim claim = new Claim(baseHolder, revision);
      List<Claim> sameId = byId.get(revision.id());
      if (sameId != null) {
        sameId.addFirst(claim);
      }
      OptionalLong number = numbers.of(revision);
      if (number.isPresent()) {
        List<Claim> sameNumber = byNumber.get(number.getAsLong());
        if (sameNumber != null) {
          sameNumber.addFirst(claim);
        }
      }
    }
  }

  private void sameIds(List<Collision> found) {
    for (Map.Entry<RevisionId, List<Claim>> entry : byId.entrySet()) {
      List<Claim> claims = entry.getValue();
      if (claims.stream().anyMatch(claim -> !claim.sharesFileWith(claims.getFirst()))
          && holders(claims) > 1) {
        found.add(new Collision.SameId(entry.getKey(), claims));
      }
    }
  }

  private void sameNumbers(List<Collision> found) {
    for (Map.Entry<Long, List<Claim>> entry : byNumber.entrySet()) {
      List<Claim> claims = entry.getValue();
      if (ids(claims) > 1 && holders(claims) > 1) {
        found.add(new Collision.SameNumber(entry.getKey(), claims));
      }
    }
  }

  private void sameParents(List<Collision> found) {
    Set<Set<Claim>> seen = new HashSet<>();
    for (Map.Entry<RevisionId, List<Claim>> entry : byParent.entrySet()) {
      List<Claim> claims =
          entry.getValue().stream().filter(claim -> !stale.contains(claim)).toList();
      if (ids(claims) > 1
          && holders(claims) > 1
          && seen.add(new HashSet<>(claims))
          && unions.forks(changesOf(claims))) {
        found.add(new Collision.SameParent(entry.getKey(), claims));
      }
    }
  }

  private List<BranchChange> changesOf(List<Claim> claims) {
    Set<BranchChange> theirs = new LinkedHashSet<>();
    for (Claim claim : claims) {
      if (claim.holder() instanceof Holder.Open(OpenBranch branch)) {
        BranchChange change = changes.get(branch);
        if (change != null) {
          theirs.add(change);
        }
      }
    }
    return List.copyOf(theirs);
  }

  private static long holders(List<Claim> claims) {
    return claims.stream().map(Claim::holder).distinct().count();
  }

  private static long ids(List<Claim> claims) {
    return claims.stream().map(claim -> claim.revision().id()).distinct().count();
  }

  private List<Collision> staleParents() {
    List<Collision> found = new ArrayList<>();
    Set<RevisionId> heads = new HashSet<>();
    base.graph().headsWithoutPhantoms().forEach(head -> heads.add(head.id()));
    for (BranchChange change : open) {
      List<Collision> ofBranch = new ArrayList<>();
      Set<RevisionId> own = new HashSet<>();
      change.newRevisions().forEach(revision -> own.add(revision.id()));
      for (Revision revision : change.newRevisions()) {
        if (revision.parents().stream().anyMatch(own::contains)) {
          // It follows the branch's own, even where the base has another of that id.
          continue;
        }
        superseded(revision, heads)
            .ifPresent(parent -> ofBranch.add(stale(change, revision, parent)));
      }
      if (!ofBranch.isEmpty() && (hasIdOfBase(change) || unions.forks(List.of(change)))) {
        found.addAll(ofBranch);
        ofBranch.forEach(collision -> stale.addAll(collision.claims()));
      }
    }
    return found;
  }

  /** Two files of one id are one revision to the graph: their fork does not show there. */
  private boolean hasIdOfBase(BranchChange change) {
    return change.newRevisions().stream()
        .anyMatch(revision -> base.graph().find(revision.id()).isPresent());
  }

  /** The parent that others follow already; a merge revision may name such on purpose. */
  private Optional<Revision> superseded(Revision revision, Set<RevisionId> heads) {
    boolean follows = revision.parents().size() == 1 && base.tool().isBranching();
    if (!follows || heads.contains(revision.parents().getFirst())) {
      return Optional.empty();
    }
    return base.graph()
        .find(revision.parents().getFirst())
        .filter(parent -> !base.graph().childrenOf(parent).isEmpty());
  }

  private Collision stale(BranchChange change, Revision revision, Revision parent) {
    List<Revision> targets = headsAbove(parent);
    return new Collision.StaleParent(
        new Claim(new Holder.Open(change.branch()), revision),
        parent.id(),
        targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty());
  }

  private List<Revision> headsAbove(Revision revision) {
    MigrationGraph graph = base.graph();
    Set<Revision> seen = new HashSet<>();
    Deque<Revision> ahead = new ArrayDeque<>(graph.childrenOf(revision));
    List<Revision> ends = new ArrayList<>();
    while (!ahead.isEmpty()) {
      Revision next = ahead.pop();
      if (seen.add(next)) {
        List<Revision> children = graph.childrenOf(next);
        ahead.addAll(children);
        if (children.isEmpty()) {
          ends.add(next);
        }
      }
    }
    return ends;
  }
}
