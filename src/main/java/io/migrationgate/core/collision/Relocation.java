package io.migrationgate.core.collision;

import io.migrationgate.core.edit.ChainEditor.Followers;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is done to the new revisions of a branch so that they fit onto a chain that is merged into
 * it: each move is one command, and they are typed in this order.
 *
 * @param change the branch as the moves leave it
 */
record Relocation(BranchChange change, Moves moves) {

  /**
   * Plans the moves.
   *
   * @param merged what was merged into the branch
   * @param ids new ones for revisions of the branch
   * @param parents new ones for revisions of the branch, by their present ids
   */
  static Relocation of(
      MigrationChain merged,
      BranchChange change,
      Map<RevisionId, RevisionId> ids,
      Map<RevisionId, RevisionId> parents) {
    return new Relocator(merged, change, ids, parents).relocate();
  }

  /** The new revisions of a branch, what each follows before it. */
  static List<Revision> lowestFirst(BranchChange change) {
    Map<RevisionId, Revision> ahead = new HashMap<>();
    List<Revision> fresh = change.newRevisions();
    fresh.forEach(revision -> ahead.putIfAbsent(revision.id(), revision));
    List<Revision> ordered = new ArrayList<>();
    Set<Revision> seen = new HashSet<>();
    for (Revision revision : fresh) {
      List<Revision> path = new ArrayList<>(List.of(revision));
      while (!path.isEmpty()) {
        Revision top = path.getLast();
        if (seen.add(top)) {
          for (RevisionId parent : top.parents()) {
            Revision below = ahead.get(parent);
            if (below != null && !seen.contains(below)) {
              path.add(below);
            }
          }
        } else {
          path.removeLast();
          if (!ordered.contains(top)) {
            ordered.add(top);
          }
        }
      }
    }
    return ordered;
  }

  private static final class Relocator {

    private final MigrationChain merged;
    private final BranchChange change;
    private final Map<RevisionId, RevisionId> ids;
    private final Map<RevisionId, RevisionId> parents;
    private final List<MergePlan.Move> alone = new ArrayList<>();
    private final List<MergePlan.Move> onBase = new ArrayList<>();

    /** Where the next move belongs. */
    private List<MergePlan.Move> moves = onBase;

    /** The branch's own, as they are by the time of the next move. */
    private final Map<Revision, Revision> now = new HashMap<>();

    Relocator(
        MigrationChain merged,
        BranchChange change,
        Map<RevisionId, RevisionId> ids,
        Map<RevisionId, RevisionId> parents) {
      this.merged = merged;
      this.change = change;
      this.ids = ids;
      this.parents = parents;
    }

    /** From the end of the branch down, so that no id has to stand for two revisions. */
    Relocation relocate() {
      List<Revision> fresh = lowestFirst(change);
      fresh.forEach(revision -> now.put(revision, revision));
      // The parents are there once the base is: git has to get that far first.
      boolean inTwoSteps = fresh.stream().anyMatch(this::standsInTheWay);
      moves = inTwoSteps ? alone : onBase;
      for (Revision revision : fresh.reversed()) {
        RevisionId id = ids.get(revision.id());
        if (id != null) {
          renumber(revision, id, inTwoSteps ? Optional.empty() : parentOf(revision));
        } else if (!inTwoSteps) {
          reparent(revision);
        }
      }
      if (inTwoSteps) {
        moves = onBase;
        fresh.reversed().forEach(this::reparent);
      }
      return new Relocation(
          new BranchChange(
              change.branch(),
              change.added().stream().map(each -> now.getOrDefault(each, each)).toList(),
              change.removed(),
              change.raised(),
              change.settled(),
              change.edits(),
              change.files()),
          new Moves(alone, onBase));
    }

    /** Whether what is merged has another file in its place; lines of a plan share one. */
    private boolean standsInTheWay(Revision revision) {
      return merged.tool() != Tool.SQITCH
          && ids.containsKey(revision.id())
          && merged.graph().revisions().stream()
              .anyMatch(each -> each.file().equals(revision.file()));
    }

    private Optional<RevisionId> parentOf(Revision revision) {
      return Optional.ofNullable(parents.get(revision.id()));
    }

    private void reparent(Revision revision) {
      Optional<RevisionId> parent = parentOf(revision);
      if (parent.isPresent()) {
        move(revision, Optional.empty(), parent, Optional.empty(), Followers.UNSAID);
      }
    }

    private void renumber(Revision revision, RevisionId id, Optional<RevisionId> parent) {
      RevisionId old = revision.id();
      List<Revision> own =
          change.newRevisions().stream().filter(each -> now(each).names(old)).toList();
      boolean twice = moves == onBase && merged.graph().find(old).isPresent();
      boolean others = merged.graph().revisions().stream().anyMatch(each -> each.names(old));
      boolean stay = twice && others;
      move(
          revision,
          Optional.of(id),
          parent,
          Optional.empty(),
          !twice || own.isEmpty() && !others
              ? Followers.UNSAID
              : stay ? Followers.STAY : Followers.MOVE);
      for (Revision child : own) {
        if (stay) {
          boolean several = now(child).parents().size() > 1;
          move(
              child,
              Optional.empty(),
              Optional.of(id),
              several ? Optional.of(old) : Optional.empty(),
              Followers.UNSAID);
        } else {
          now.put(child, renamed(now(child), old, id));
        }
      }
    }

    private void move(
        Revision revision,
        Optional<RevisionId> id,
        Optional<RevisionId> parent,
        Optional<RevisionId> from,
        Followers followers) {
      Revision before = now(revision);
      moves.add(
          new MergePlan.Move(
              before,
              id,
              parent,
              from,
              followers,
              id.map(known -> merged.succession().renamings(before, known, change.files()))
                  .orElse(List.of())));
      List<RevisionId> following = new ArrayList<>(before.parents());
      if (parent.isPresent()) {
        if (from.isPresent()) {
          following.replaceAll(each -> each.equals(from.get()) ? parent.get() : each);
        } else {
          following = List.of(parent.get());
        }
      }
      RevisionId known = id.orElse(before.id());
      now.put(
          revision,
          new Revision(
              known,
              following,
              before.dependsOn(),
              before.branchLabels(),
              fileWithId(before, known),
              before.lines(),
              before.fingerprint()));
    }

    private Revision now(Revision revision) {
      return now.getOrDefault(revision, revision);
    }

    private static Revision renamed(Revision revision, RevisionId old, RevisionId id) {
      return new Revision(
          revision.id(),
          revision.parents().stream().map(each -> each.equals(old) ? id : each).toList(),
          revision.dependsOn().stream()
              .map(each -> each.equals(old.value()) ? id.value() : each)
              .toList(),
          revision.branchLabels(),
          revision.file(),
          revision.lines(),
          revision.fingerprint());
    }

    /** The commands rename a file that begins with the id. */
    private static String fileWithId(Revision revision, RevisionId id) {
      String name = revision.fileName();
      String folder = revision.file().substring(0, revision.file().length() - name.length());
      String old = revision.id().value();
      return name.startsWith(old)
          ? folder + id.value() + name.substring(old.length())
          : revision.file();
    }
  }
}
