package io.migrationgate.core.collision;

import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the open branches would do to one chain.
 *
 * @param base the name of what they are to be merged into
 * @param onBase the chain as it is merged already
 * @param baseVerdict on that chain
 * @param current the branch that is asked about; empty where all are
 * @param open those that change the chain
 * @param collisions causes before symptoms; with a current branch, those it takes part in
 * @param unions the base with one branch each; with a current branch, with that and one other each
 * @param brokenAlone other branches that would break the base with or without the current one
 * @param together the base with all of them
 * @param hidden what may have taken a number, or an id, that looks free
 */
public record ChainCollisions(
    String chain,
    String base,
    MigrationChain onBase,
    Verdict baseVerdict,
    Optional<OpenBranch> current,
    List<BranchChange> open,
    List<Collision> collisions,
    List<UnionOutcome> unions,
    Set<OpenBranch> brokenAlone,
    UnionOutcome together,
    MergePlan plan,
    Optional<HiddenNumber> hidden) {

  public ChainCollisions {
    open = List.copyOf(open);
    collisions = List.copyOf(collisions);
    unions = List.copyOf(unions);
    brokenAlone = Set.copyOf(brokenAlone);
  }

  /** Numbers, or ids, that nobody has claimed; empty where that is not known. */
  Optional<NextFree> free() {
    return hidden.isPresent() ? Optional.empty() : Optional.of(new NextFree(onBase, open));
  }

  /** The first of them; empty as well where the chain does not show how it counts. */
  public Optional<String> next() {
    return free().flatMap(NextFree::take);
  }

  /** The files on the base that take part: who came first there is a matter of its history. */
  public Set<String> mergedFiles() {
    Set<String> files = new LinkedHashSet<>();
    for (Collision collision : collisions) {
      for (Claim claim : collision.claims()) {
        if (claim.holder() instanceof Holder.Base) {
          files.add(claim.revision().file());
        }
      }
    }
    return files;
  }

  /** Whether the branch that is asked about changes this chain at all. */
  public boolean concernsCurrent() {
    return current.isEmpty()
        || open.stream().anyMatch(change -> change.branch().equals(current.get()));
  }
}
