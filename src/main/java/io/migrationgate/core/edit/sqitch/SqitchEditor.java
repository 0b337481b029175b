package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditPlan;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.edit.TokenEdit;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.verdict.PlanNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans changes to a sqitch plan and the scripts that belong to it. */
public final class SqitchEditor implements ChainEditor {

  /** No plan is larger. */
  private static final int MAX_PLAN = 16 << 20;

  private final FileTree tree;
  private final String chain;
  private final String path;
  private final ChangeScripts scripts;
  private final PlanParser parser;

  /**
   * Edits one plan.
   *
   * @param chain its name in reports
   * @param path of the plan, as a person would write it
   */
  public SqitchEditor(
      FileTree tree, String chain, String path, List<ScriptFolders> targets, PlanParser parser) {
    this.tree = tree;
    this.chain = chain;
    this.path = path;
    this.scripts = new ChangeScripts(tree, targets);
    this.parser = parser;
  }

  @Override
  public boolean canFork() {
    return false;
  }

  @Override
  public Planned merge(Merge request) throws EditRefusedException {
    throw new EditRefusedException(
        path
            + " is a sqitch plan, a line with one end: there are no heads to merge. Two branches"
            + " are joined by putting the lines of one below those of the other, the deployed ones"
            + " first");
  }

  @Override
  public Planned reparent(Reparent request) throws EditRefusedException {
    throw new EditRefusedException(
        path
            + " is a sqitch plan, where a change follows the one on the line above: move its line,"
            + " as long as no database has run it or what stands below it");
  }

  // --- renumber --------------------------------------------------------------------------------

  @Override
  public Planned renumber(Renumber request) throws EditRefusedException {
    if (request.onto().isPresent() || request.followers() != Followers.UNSAID) {
      throw new EditRefusedException(
          path
              + " is a sqitch plan, where a change follows the one on the line above: leave --onto,"
              + " --keep-children and --move-children away");
    }
    byte[] source = read();
    PlanOutline plan = parser.parse(path, source);
    RenamePolicy policy = new RenamePolicy(path, plan, request.deployed());
    policy.requireReadable();
    int position = position(plan, request.subject());
    PlanOutline.Change moved = plan.changes().get(position);
    Renaming renaming = new Renaming(plan.project(), moved.name(), newName(plan, moved, request));
    List<PlanOutline.Change> naming = new ArrayList<>();
    int first = position;
    for (int i = 0; i < plan.changes().size(); i++) {
      if (plan.changes().get(i).dependencies().stream().anyMatch(renaming::concerns)) {
        naming.add(plan.changes().get(i));
        first = Math.min(first, i);
      }
    }
    policy.requireFree(moved, first);
    NewPlace place = NewPlace.of(plan, position, renaming, policy.fixed());
    FileChange.Rewrite rewritten =
        FileChange.Rewrite.inPlace(
            path, Bytes.of(source), edits(plan, new PlanText(source), renaming, place));
    policy.requireSound(
        parser.parse(path, rewritten.after().toArray()),
        expected(plan, renaming, place),
        renaming.to());
    List<FileChange> changes = new ArrayList<>(List.of(rewritten));
    List<FileChange.Rewrite> renamed = scripts.rename(renaming);
    changes.addAll(renamed);
    changes.addAll(
        scripts.edit(naming.stream().filter(change -> !change.equals(moved)).toList(), renaming));
    return new Planned(
        new EditPlan(changes),
        summary(plan, renaming, place, naming.size()),
        notes(plan, request.subject(), moved, place, renamed),
        Optional.of(renaming.from()));
  }

  private byte[] read() throws EditRefusedException {
    try {
      return tree.read(path, MAX_PLAN);
    } catch (UnreadableException closed) {
      throw new EditRefusedException(closed.path() + " " + closed.reason());
    }
  }

  // --- which change ----------------------------------------------------------------------------

  /** By its name, one of its scripts, or its number: of several with one number the last. */
  private int position(PlanOutline plan, String subject) throws EditRefusedException {
    List<Integer> found = named(plan, subject);
    if (found.isEmpty() && tree.isFile(subject)) {
      if (tree.realPath(subject).equals(tree.realPath(path))) {
        throw new EditRefusedException(
            subject + " is the plan of all changes: name the change that is meant");
      }
      String script = scripts.changeOf(subject).orElse("");
      found = named(plan, script);
      int at = script.indexOf('@');
      if (found.isEmpty() && at > 0) {
        found = named(plan, script.substring(0, at));
      }
    }
    if (found.isEmpty()) {
      for (int i = 0; i < plan.changes().size(); i++) {
        if (PlanNumbers.digits(plan.changes().get(i).name()).equals(subject)) {
          found = List.of(i);
        }
      }
    }
    if (found.isEmpty()) {
      throw new EditRefusedException(
          "there is no change " + subject + " in " + chain + "; see migration-gate graph");
    }
    PlanOutline.Change change = plan.changes().get(found.getFirst());
    int twin = named(plan, change.name()).getLast();
    if (plan.changes().get(twin).line() != change.line()) {
      throw new EditRefusedException(
          path
              + ":"
              + plan.changes().get(twin).line()
              + " reworks "
              + change.name()
              + " of line "
              + change.line()
              + ": the two are one by their name, and the older is part of a release");
    }
    return found.getFirst();
  }

  private static List<Integer> named(PlanOutline plan, String name) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < plan.changes().size(); i++) {
      PlanOutline.Change change = plan.changes().get(i);
      boolean tagged =
          name.startsWith(change.name() + "@")
              && change.tags().contains(name.substring(change.name().length() + 1));
      if (change.name().equals(name) || tagged) {
        found.add(i);
      }
    }
    return found;
  }

  // --- what it will be called ------------------------------------------------------------------

  private String newName(PlanOutline plan, PlanOutline.Change moved, Renumber request)
      throws EditRefusedException {
    List<String> names = plan.changes().stream().map(PlanOutline.Change::name).toList();
    String old = moved.name();
    String wanted =
        request
            .newId()
            .or(() -> PlanNumbers.free(old, names))
            .orElseThrow(
                () ->
                    new EditRefusedException(old + " has no number: say what it shall be called"));
    // A number alone stands for the name with that number.
    boolean bare = !wanted.isEmpty() && wanted.chars().allMatch(c -> c >= '0' && c <= '9');
    String name = bare && PlanNumbers.of(old).isPresent() ? PlanNumbers.with(wanted, old) : wanted;
    if (name.equals(old)) {
      throw new EditRefusedException("it has the name " + name + " already: nothing would change");
    }
    Optional<String> fault = parser.nameFault(name);
    if (fault.isPresent()) {
      throw new EditRefusedException("'" + name + "' " + fault.get());
    }
    RenamePolicy.requireFileName(name);
    if (names.contains(name)) {
      throw new EditRefusedException(
          name
              + " is the name of line "
              + plan.changes().get(names.indexOf(name)).line()
              + ": choose another, or none");
    }
    return name;
  }

  // --- what changes in the plan ----------------------------------------------------------------

  private static List<TokenEdit> edits(
      PlanOutline plan, PlanText text, Renaming renaming, NewPlace place) {
    List<TokenEdit> edits = new ArrayList<>();
    for (int i = 0; i < plan.changes().size(); i++) {
      PlanOutline.Change change = plan.changes().get(i);
      List<TokenEdit> within = text.rename(change, renaming);
      if (i != place.from() || !place.isMove()) {
        edits.addAll(within);
      } else if (place.to() > place.from()) {
        int behind = plan.changes().get(place.to()).line();
        edits.addAll(text.moveBehind(change.line(), behind, within));
      } else {
        int before = plan.changes().get(place.to()).line();
        edits.addAll(text.moveBefore(change.line(), before, within));
      }
    }
    return edits;
  }

  private static List<PlanOutline.Change> expected(
      PlanOutline plan, Renaming renaming, NewPlace place) {
    List<PlanOutline.Change> expected = new ArrayList<>();
    for (PlanOutline.Change change : plan.changes()) {
      expected.add(
          new PlanOutline.Change(
              change.name().equals(renaming.from()) ? renaming.to() : change.name(),
              change.line(),
              change.dependencies().stream().map(renaming::in).toList(),
              change.tags()));
    }
    return place.order(expected);
  }

  // --- words -----------------------------------------------------------------------------------

  private static String summary(PlanOutline plan, Renaming renaming, NewPlace place, int naming) {
    return "renames "
        + renaming.from()
        + " to "
        + renaming.to()
        + (place.isMove()
            ? " and moves its line "
                + (place.to() > place.from() ? "behind " : "before ")
                + plan.changes().get(place.to()).name()
            : "")
        + (naming > 0
            ? ", as "
                + naming
                + (naming == 1 ? " change that names it does" : " changes that name it do")
                + " now"
            : "");
  }

  private List<String> notes(
      PlanOutline plan,
      String subject,
      PlanOutline.Change moved,
      NewPlace place,
      List<FileChange.Rewrite> renamed) {
    List<String> notes = new ArrayList<>();
    List<String> alike =
        plan.changes().stream()
            .map(PlanOutline.Change::name)
            .filter(name -> PlanNumbers.digits(name).equals(subject))
            .toList();
    if (alike.size() > 1) {
      notes.add(
          alike.size()
              + " changes have the number "
              + subject
              + ": the last gave way; name another one if that is not deployed and this one is");
    }
    if (!place.obstacle().isEmpty()) {
      notes.add(
          "its line stays where it is, so the numbers are not in order: "
              + place.obstacle().getFirst().name()
              + " keeps it there");
    }
    if (renamed.isEmpty()) {
      notes.add(moved.name() + " has no scripts");
    }
    return notes;
  }
}
