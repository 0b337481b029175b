package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor;
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

  private final Judge judge;
  private final RevisionNumbers numbers;
  private final NextFree free;
  private final List<MergePlan.Step> steps = new ArrayList<>();
  private final List<OpenBranch> stuck = new ArrayList<>();
  private MigrationChain merged;

  MergePlanner(MigrationChain base, Judge judge, List<BranchChange> open) {
    this.judge = judge;
    this.numbers = new RevisionNumbers(base);
    this.free = new NextFree(base, open);
    this.merged = base;
  }

  MergePlan plan(List<BranchChange> open) {
    List<BranchChange> rest = takeWhatFits(inOrderOfNeed(open));
    for (BranchChange change : rest) {
      if (!take(change, Relocation.of(change))) {
        takeMoved(change);
      }
    }
    return new MergePlan(steps, stuck);
  }

  private List<BranchChange> takeWhatFits(List<BranchChange> open) {
    List<BranchChange> rest = new ArrayList<>();
    for (BranchChange change : open) {
      if (!take(change, Relocation.of(change))) {
        rest.add(change);
      }
    }
    return rest;
  }

  private boolean take(BranchChange change, Relocation relocation) {
    MigrationChain union = ChainUnion.of(merged, List.of(relocation.change()));
    if (!(judge.judge(union) instanceof Verdict.Pass) || takesNumberTwice(relocation.change())) {
      return false;
    }
    merged = union;
    steps.add(new MergePlan.Step(change.branch(), relocation.alone(), relocation.moves()));
    return true;
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
      Relocation relocation = relocate(change, heads.getFirst().id());
      if (!relocation.moves().isEmpty() && take(change, relocation)) {
        return;
      }
    }
    stuck.add(change.branch());
  }

  private record Relocation(
      BranchChange change, List<MergePlan.Move> alone, List<MergePlan.Move> moves) {

    static Relocation of(BranchChange unmoved) {
      return new Relocation(unmoved, List.of(), List.of());
    }

    /**
     * Once the base is merged in, two files have an id that revisions of both sides name: so ids
     * have to change before, and parents, which are not there before, after it.
     */
    static Relocation inTwoSteps(BranchChange change, List<MergePlan.Move> moves) {
      List<MergePlan.Move> alone = new ArrayList<>();
      List<MergePlan.Move> rest = new ArrayList<>();
      for (MergePlan.Move move : moves) {
        RevisionId id = move.id().orElse(move.revision().id());
        if (move.id().isPresent()) {
          alone.add(
              new MergePlan.Move(
                  move.revision(), move.id(), Optional.empty(), ChainEditor.Followers.UNSAID));
        }
        if (move.parent().isPresent()) {
          rest.add(
              new MergePlan.Move(
                  move.revision().withId(id),
                  Optional.empty(),
                  move.parent(),
                  ChainEditor.Followers.UNSAID));
        }
      }
      return new Relocation(change, alone, rest);
    }
  }

  private Relocation relocate(BranchChange change, RevisionId end) {
    Map<RevisionId, RevisionId> renamed = new HashMap<>();
    List<MergePlan.Move> changes = new ArrayList<>();
    Set<Long> taken = takenNumbers();
    Set<RevisionId> own = new HashSet<>();
    List<Revision> fresh = change.newRevisions();
    for (Revision revision : fresh) {
      own.add(revision.id());
      if (isTaken(revision, taken)) {
        RevisionId id = free.takeFor(revision);
        renamed.put(revision.id(), id);
      }
    }
    List<Revision> added = new ArrayList<>();
    boolean branching = merged.tool().isBranching();
    for (Revision revision : change.added()) {
      if (!fresh.contains(revision)) {
        added.add(revision);
        continue;
      }
      RevisionId id = renamed.getOrDefault(revision.id(), revision.id());
      List<RevisionId> parents = new ArrayList<>();
      boolean lowest = revision.parents().stream().noneMatch(own::contains);
      boolean moves = branching && lowest && !revision.parents().equals(List.of(end));
      if (moves || !id.equals(revision.id())) {
        changes.add(
            new MergePlan.Move(
                revision,
                Optional.ofNullable(renamed.get(revision.id())),
                moves ? Optional.of(end) : Optional.empty(),
                followers(revision, fresh)));
      }
      if (moves) {
        parents.add(end);
      } else {
        revision.parents().forEach(parent -> parents.add(renamed.getOrDefault(parent, parent)));
      }
      added.add(
          new Revision(
              id,
              parents,
              revision.dependsOn(),
              revision.branchLabels(),
              branching ? revision.file() : renamed(revision, id),
              revision.lines(),
              revision.fingerprint()));
    }
    BranchChange moved =
        new BranchChange(
            change.branch(), added, change.removed(), change.raised(), change.settled());
    boolean entangled =
        branching && renamed.keySet().stream().anyMatch(id -> isNamed(id, fresh) && isNamed(id));
    return entangled
        ? Relocation.inTwoSteps(moved, changes)
        : new Relocation(moved, List.of(), changes);
  }

  /** Once merged, two files have the id: those that name it have to be told apart. */
  private ChainEditor.Followers followers(Revision moved, List<Revision> fresh) {
    if (merged.graph().find(moved.id()).isEmpty()) {
      return ChainEditor.Followers.UNSAID;
    }
    return isNamed(moved.id(), fresh)
        ? ChainEditor.Followers.MOVE
        : isNamed(moved.id()) ? ChainEditor.Followers.STAY : ChainEditor.Followers.UNSAID;
  }

  private boolean isNamed(RevisionId id) {
    return isNamed(id, merged.graph().revisions());
  }

  private static boolean isNamed(RevisionId id, List<Revision> revisions) {
    return revisions.stream().anyMatch(revision -> revision.names(id));
  }

  /** Where the file's name is all that there is, it tells the number. */
  private static String renamed(Revision revision, RevisionId id) {
    String name = revision.fileName();
    String folder = revision.file().substring(0, revision.file().length() - name.length());
    String old = revision.id().value();
    return name.startsWith(old)
        ? folder + id.value() + name.substring(old.length())
        : revision.file();
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
