package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks for an order of merges: first all that can go as they are, those that others need before
 * the others; then the rest, each moved to the end of the chain.
 */
final class MergePlanner {

  private final MigrationChain base;
  private final Judge judge;
  private final RevisionNumbers numbers;

  /** Empty where a file may hide what is taken. */
  private final Optional<NextFree> free;

  private final List<MergePlan.Step> steps = new ArrayList<>();
  private final List<OpenBranch> stuck = new ArrayList<>();
  private final List<BranchChange> applied = new ArrayList<>();

  /** The revisions of the branches that have had their turn, as those have them now. */
  private final Set<Revision> landed = new HashSet<>();

  private MigrationChain merged;

  MergePlanner(MigrationChain base, Judge judge, Optional<NextFree> free) {
    this.base = base;
    this.judge = judge;
    this.numbers = new RevisionNumbers(base);
    this.free = free;
    this.merged = base;
  }

  MergePlan plan(List<BranchChange> open) {
    List<BranchChange> rest = takeWhatFits(inOrderOfNeed(open));
    for (BranchChange change : rest) {
      BranchChange left = withoutWhatHasLanded(change);
      if (!take(change, Moves.NONE, left)) {
        takeMoved(change);
      }
    }
    return new MergePlan(steps, stuck);
  }

  private List<BranchChange> takeWhatFits(List<BranchChange> open) {
    List<BranchChange> rest = new ArrayList<>();
    for (BranchChange change : open) {
      if (!take(change, Moves.NONE, change)) {
        rest.add(change);
      }
    }
    return rest;
  }

  private boolean take(BranchChange change, Moves moves, BranchChange moved) {
    List<BranchChange> all = new ArrayList<>(applied);
    all.add(moved);
    MigrationChain union = ChainUnion.of(base, all);
    if (!(judge.judge(union) instanceof Verdict.Pass) || takesNumberTwice(moved)) {
      return false;
    }
    merged = union;
    applied.add(moved);
    landed.addAll(change.added());
    steps.add(new MergePlan.Step(change.branch(), moves));
    return true;
  }

  /**
   * A branch on top of another one shares its revisions. Once that is merged, git takes them from
   * there, as they were moved.
   */
  private BranchChange withoutWhatHasLanded(BranchChange change) {
    return new BranchChange(
        change.branch(),
        change.added().stream().filter(revision -> !landed.contains(revision)).toList(),
        change.removed(),
        change.raised(),
        change.settled(),
        change.edits(),
        change.files());
  }

  private boolean takesNumberTwice(BranchChange change) {
    if (numbers.areOfFiles()) {
      // The tool goes by the ids; two files of one number are unlovely, and do no harm.
      return false;
    }
    Set<Long> taken = takenNumbers();
    for (Revision revision : change.newRevisions()) {
      OptionalLong number = numbers.of(revision);
      if (number.isPresent()
          && taken.contains(number.getAsLong())
          && merged.graph().find(revision.id()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Set<Long> takenNumbers() {
    Set<Long> taken = new HashSet<>();
    for (Revision revision : merged.graph().revisions()) {
      numbers.of(revision).ifPresent(taken::add);
    }
    return taken;
  }

  private void takeMoved(BranchChange change) {
    List<Revision> heads = merged.graph().headsWithoutPhantoms();
    if (heads.size() == 1) {
      Optional<Relocation> relocation =
          relocate(withoutWhatHasLanded(change), heads.getFirst().id());
      if (relocation.isPresent()
          && !relocation.get().moves().isEmpty()
          && take(change, relocation.get().moves(), relocation.get().change())) {
        return;
      }
    }
    stuck.add(change.branch());
  }

  /** Empty where it needs ids of which none is known to be free. */
  private Optional<Relocation> relocate(BranchChange change, RevisionId end) {
    Map<RevisionId, RevisionId> ids = new HashMap<>();
    Map<RevisionId, RevisionId> parents = new HashMap<>();
    Set<Long> taken = takenNumbers();
    List<Revision> fresh = Relocation.lowestFirst(change);
    Set<RevisionId> own = new HashSet<>();
    fresh.forEach(revision -> own.add(revision.id()));
    for (Revision revision : fresh) {
      if (isTaken(revision, taken)) {
        if (free.isEmpty()) {
          return Optional.empty();
        }
        ids.put(revision.id(), free.get().takeFor(revision));
      }
      boolean lowest = revision.parents().stream().noneMatch(own::contains);
      // Who joins heads has named each of them on purpose.
      if (lowest
          && merged.tool().isBranching()
          && revision.parents().size() < 2
          && !revision.parents().equals(List.of(end))) {
        parents.put(revision.id(), end);
      }
    }
    return Optional.of(Relocation.of(merged, change, ids, parents));
  }

  private boolean isTaken(Revision revision, Set<Long> numbersTaken) {
    OptionalLong number = numbers.of(revision);
    return merged.graph().find(revision.id()).isPresent()
        || !numbers.areOfFiles() && number.isPresent() && numbersTaken.contains(number.getAsLong());
  }

  /** The lower pull request first, unless it follows what another one brings. */
  private static List<BranchChange> inOrderOfNeed(List<BranchChange> open) {
    List<BranchChange> sorted = new ArrayList<>(open);
    sorted.sort(
        Comparator.comparingInt(change -> change.branch().pullRequest().orElse(Integer.MAX_VALUE)));
    Map<RevisionId, BranchChange> providers = new HashMap<>();
    for (BranchChange change : sorted) {
      change.newRevisions().forEach(revision -> providers.putIfAbsent(revision.id(), change));
    }
    Set<BranchChange> ordered = new LinkedHashSet<>();
    for (BranchChange change : sorted) {
      addWithNeeds(change, providers, ordered);
    }
    return List.copyOf(ordered);
  }

  /** Depth first, without recursion: stacks of branches may be as high as they like. */
  private static void addWithNeeds(
      BranchChange start, Map<RevisionId, BranchChange> providers, Set<BranchChange> ordered) {
    Deque<BranchChange> open = new ArrayDeque<>(List.of(start));
    Set<BranchChange> visited = new HashSet<>();
    while (!open.isEmpty()) {
      BranchChange change = open.peek();
      if (ordered.contains(change)) {
        open.pop();
      } else if (!visited.add(change)) {
        ordered.add(open.pop());
      } else {
        for (Revision revision : change.newRevisions()) {
          for (RevisionId parent : revision.parents()) {
            BranchChange provider = providers.get(parent);
            if (provider != null && !provider.equals(change) && !visited.contains(provider)) {
              open.push(provider);
            }
          }
        }
      }
    }
  }
}
