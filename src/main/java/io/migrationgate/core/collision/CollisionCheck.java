package io.migrationgate.core.collision;

import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares open branches: with each other, and merged in thought. */
public final class CollisionCheck {

  private final Judge judge;

  public CollisionCheck(Policy policy) {
    this.judge = new Judge(policy);
  }

  /**
   * Judges one chain.
   *
   * @param base as it is merged already
   * @param baseName as a person would name the base
   * @param branches all open ones, the current one among them
   * @param current the branch that is asked about; empty to ask about all
   */
  public ChainCollisions check(
      MigrationChain base,
      String baseName,
      List<BranchChange> branches,
      Optional<OpenBranch> current) {
    List<BranchChange> open = branches.stream().filter(change -> !change.isEmpty()).toList();
    UnionCheck unions = new UnionCheck(base, judge);
    List<Collision> collisions = new CollisionFinder(base, baseName, open, unions).find();
    List<UnionOutcome> outcomes = unions(open, current, unions);
    return new ChainCollisions(
        base.name(),
        baseName,
        base,
        unions.ofBase(),
        current,
        open,
        current
            .map(branch -> collisions.stream().filter(c -> takesPart(branch, c)).toList())
            .orElse(collisions),
        outcomes,
        current.isEmpty() ? Set.of() : brokenAlone(outcomes, open, current.get(), unions),
        unions.of(open),
        new MergePlanner(base, judge, NextFree.known(base, baseName, open)).plan(open),
        HiddenNumber.among(base, baseName, open));
  }

  private static Set<OpenBranch> brokenAlone(
      List<UnionOutcome> outcomes, List<BranchChange> open, OpenBranch current, UnionCheck unions) {
    Set<OpenBranch> suspects = new HashSet<>();
    for (UnionOutcome outcome : outcomes) {
      if (outcome.isBlocked()) {
        suspects.addAll(outcome.branches());
      }
    }
    Set<OpenBranch> broken = new HashSet<>();
    for (BranchChange change : open) {
      if (suspects.contains(change.branch())
          && !change.branch().equals(current)
          && unions.of(List.of(change)).isBlocked()) {
        broken.add(change.branch());
      }
    }
    return broken;
  }

  private static boolean takesPart(OpenBranch branch, Collision collision) {
    return collision.claims().stream().anyMatch(claim -> claim.isOf(branch));
  }

  private static List<UnionOutcome> unions(
      List<BranchChange> open, Optional<OpenBranch> current, UnionCheck unions) {
    List<UnionOutcome> outcomes = new ArrayList<>();
    if (current.isEmpty()) {
      open.forEach(change -> outcomes.add(unions.of(List.of(change))));
      return outcomes;
    }
    Optional<BranchChange> own =
        open.stream().filter(change -> change.branch().equals(current.get())).findFirst();
    if (own.isPresent()) {
      outcomes.add(unions.of(List.of(own.get())));
      for (BranchChange other : open) {
        if (!other.equals(own.get())) {
          outcomes.add(unions.of(List.of(own.get(), other)));
        }
      }
    }
    return outcomes;
  }
}
