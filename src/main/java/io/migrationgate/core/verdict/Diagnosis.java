package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.EdgeKind;
import io.migrationgate.core.graph.Fork;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.Descent;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Says in a person's words what is wrong with a chain, why, and what to do in this case. */
final class Diagnosis {

  /** Longer lists are cut: the first names are enough to find the rest. */
  private static final int MAX_NAMES = 8;

  private final MigrationChain chain;
  private final MigrationGraph graph;
  private final EditCommand commands;
  private final Optional<Descent> descent;

  /**
   * Of a chain.
   *
   * @param descent from an image that has started, where it goes on from one
   */
  Diagnosis(MigrationChain chain, Optional<Descent> descent) {
    this.chain = chain;
    this.descent = descent;
    this.graph = chain.graph();
    this.commands = new EditCommand(chain);
  }

  Finding of(GraphProblem problem, Severity severity) {
    Remedy remedy =
        chain.complete() || problem instanceof GraphProblem.FileProblem
            ? remedy(problem)
            : Remedy.explain(
                "First mend what hides revisions: which id is free, and what follows what, is not"
                    + " known before.");
    // Commands are for files that whoever reads this can change, not for those in an image.
    return new Finding(
        problem,
        severity,
        message(problem),
        cause(problem),
        chain.atHand() ? remedy : remedy.elsewhere(project()));
  }

  /** The project's own folder in an image, as far as one can tell. */
  private String project() {
    if (chain.invocation().isPresent()) {
      return chain.invocation().get().folder();
    }
    if (chain.locations().isEmpty()) {
      return "";
    }
    // As a rule it holds the folder of the scripts, which holds the one of the versions.
    String scripts = parent(chain.locations().getFirst());
    return parent(scripts).length() > 1 ? parent(scripts) : scripts;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  // --- what is wrong -----------------------------------------------------------------------------

  private String message(GraphProblem problem) {
    if (chain.tool() == Tool.DJANGO) {
      Optional<String> own = DjangoDiagnosis.message(problem);
      if (own.isPresent()) {
        return own.get();
      }
    }
    return switch (problem) {
      case GraphProblem.InvalidConfiguration p -> p.reason();
      case GraphProblem.ConflictMarkers p -> "holds Git's conflict markers";
      case GraphProblem.InvalidFile p -> p.reason();
      case GraphProblem.Undecided p -> p.reason();
      case GraphProblem.DuplicateRevision p ->
          p.copies().size() + " files have the revision id " + p.id() + ": " + files(p.copies());
      case GraphProblem.DuplicateLabel p ->
          p.holder().id().value().equals(p.label())
              ? "the branch label " + p.label() + " is also the id of a revision"
              : "the branch label "
                  + p.label()
                  + " is used by "
                  + p.holder().id()
                  + " and by "
                  + p.other().id();
      case GraphProblem.IllegalId p ->
          "the id " + quoted(p.revision().id().value()) + " " + p.reason();
      case GraphProblem.DoubtfulId p ->
          "the id " + quoted(p.revision().id().value()) + " " + p.reason();
      case GraphProblem.SelfLoop p ->
          p.revision().id() + " names itself as its " + p.edge().attribute();
      case GraphProblem.MissingReference p ->
          p.child().id()
              + (p.edge() == EdgeKind.DOWN_REVISION ? " follows " : " depends on ")
              + quoted(p.reference())
              + (p.isLabel() ? ", which is a branch label" : ", which no file provides");
      case GraphProblem.Cycle p ->
          (p.members().size() == 1
                  ? p.members().getFirst().id() + " follows itself"
                  : ids(p.revisions()) + " follow each other in a circle")
              + (p.edge() == EdgeKind.DEPENDS_ON ? " by way of depends_on" : "");
      case GraphProblem.UnexpectedHead p ->
          "the head "
              + p.head().id()
              + " carries none of the branch labels "
              + String.join(", ", p.allowedLabels());
      case GraphProblem.MultipleHeads p ->
          p.heads().size()
              + " heads where "
              + p.allowed()
              + (p.allowed() == 1 ? " is" : " are")
              + " allowed: "
              + ids(p.revisions());
      case GraphProblem.InsertedBelow p -> LineageDiagnosis.message(p, chain.tool());
      case GraphProblem.EmptyChain p -> "there is no revision in this chain";
      case GraphProblem.MissingBranch p -> "no head carries the branch label " + p.label();
      case GraphProblem.MissingLocation p ->
          "version_locations names " + p.missing() + ", which does not exist";
      case GraphProblem.UnnamedScriptFolder p ->
          "sets no script_location in [alembic]: `alembic` itself stops with No 'script_location'"
              + " key found, and "
              + p.folder()
              + " was found by its layout";
      case GraphProblem.FileReachedTwice p ->
          "is reached by two paths: by two entries of version_locations, or by a link";
      case GraphProblem.InvalidPlan p -> PlanDiagnosis.message(p);
      case GraphProblem.DuplicateChange p -> PlanDiagnosis.message(p);
      case GraphProblem.MissingRequirement p -> PlanDiagnosis.message(p);
      case GraphProblem.LaterRequirement p -> PlanDiagnosis.message(p);
      case GraphProblem.MissingScripts p -> PlanDiagnosis.message(p);
      case GraphProblem.SharedNumber p -> PlanDiagnosis.message(p);
      case GraphProblem.DuplicateNumber p -> NumberedDiagnosis.message(p);
      case GraphProblem.NumberGap p -> NumberedDiagnosis.message(p);
      case GraphProblem.MisnamedFile p -> NumberedDiagnosis.message(p);
      case GraphProblem.MissingUp p -> NumberedDiagnosis.message(p);
    };
  }

  // --- how it came about -------------------------------------------------------------------------

  private String cause(GraphProblem problem) {
    if (chain.tool() == Tool.DJANGO) {
      Optional<String> own = DjangoDiagnosis.cause(problem);
      if (own.isPresent()) {
        return own.get();
      }
    }
    return switch (problem) {
      case GraphProblem.InvalidConfiguration p -> "";
      case GraphProblem.ConflictMarkers p -> "a merge was committed before it was resolved";
      case GraphProblem.InvalidFile p -> "";
      case GraphProblem.Undecided p -> "";
      case GraphProblem.DuplicateRevision p ->
          p.identical()
              ? "the same file stands in two places"
              : "two branches took the same id without seeing each other" + alsoBefore(p.id());
      case GraphProblem.DuplicateLabel p ->
          "labels and ids share one name space; a copied file takes its label along";
      case GraphProblem.IllegalId p -> "Alembic's commands give it another meaning";
      case GraphProblem.DoubtfulId p -> "";
      case GraphProblem.SelfLoop p -> "a file was renumbered or copied, and one of its two ids not";
      case GraphProblem.MissingReference p -> causeOfMissing(p);
      case GraphProblem.Cycle p ->
          p.refused()
              ? "a pointer was moved to a later revision"
              : "a merge names a later revision";
      case GraphProblem.UnexpectedHead p -> "it was created on the wrong branch, or on none";
      case GraphProblem.MultipleHeads p -> causeOfHeads(p);
      case GraphProblem.InsertedBelow p -> LineageDiagnosis.cause(p);
      case GraphProblem.EmptyChain p -> "the folder is empty, or the files are somewhere else";
      case GraphProblem.MissingBranch p -> "the branch is not there yet, or the label is misspelt";
      case GraphProblem.MissingLocation p -> "Alembic passes over it without a word";
      case GraphProblem.UnnamedScriptFolder p ->
          "the setting was left out, or a program sets it as it runs";
      case GraphProblem.FileReachedTwice p -> "Alembic reads it once and warns";
      case GraphProblem.InvalidPlan p -> "";
      case GraphProblem.DuplicateChange p ->
          PlanDiagnosis.cause(p) + (p.identical() ? "" : alsoBefore(new RevisionId(p.name())));
      case GraphProblem.MissingRequirement p -> PlanDiagnosis.cause(p);
      case GraphProblem.LaterRequirement p -> PlanDiagnosis.cause(p);
      case GraphProblem.MissingScripts p -> PlanDiagnosis.cause(p);
      case GraphProblem.SharedNumber p -> PlanDiagnosis.cause(p);
      case GraphProblem.DuplicateNumber p -> NumberedDiagnosis.cause(p);
      case GraphProblem.NumberGap p -> NumberedDiagnosis.cause(p);
      case GraphProblem.MisnamedFile p -> NumberedDiagnosis.cause(p);
      case GraphProblem.MissingUp p -> NumberedDiagnosis.cause(p);
    };
  }

  private String causeOfMissing(GraphProblem.MissingReference problem) {
    if (problem.reference().isEmpty()) {
      return "an empty string is not None";
    }
    if (problem.isLabel()) {
      return "down_revision takes ids only";
    }
    Optional<Revision> abbreviated = abbreviated(problem.reference());
    if (abbreviated.isPresent()) {
      return quoted(problem.reference()) + " is only the beginning of an id; files give ids whole";
    }
    return renamed(problem.reference())
        .map(
            revision ->
                revision.fileName()
                    + " bears that number in its name but has the id "
                    + revision.id())
        .orElse("its file was deleted, renumbered, or never committed");
  }

  private String causeOfHeads(GraphProblem.MultipleHeads problem) {
    return problem.forks().stream().map(this::causeOfFork).collect(Collectors.joining("; "));
  }

  private String causeOfFork(Fork fork) {
    if (fork.at().isEmpty()) {
      return files(fork.sides()) + " each start a chain of their own";
    }
    String at = fork.at().get().id().value();
    String cause =
        files(fork.sides())
            + (fork.sides().size() == 2 ? " both" : " all")
            + " follow "
            + at
            + ": "
            + (fork.sides().size() == 2 ? "two" : "several")
            + " branches were merged without seeing each other";
    return pointerLeftBehind(fork)
        .map(late -> cause + ", or " + late.id() + " was renumbered and still follows " + at)
        .orElse(cause);
  }

  /**
   * The side that may be meant to follow the other: its number is the next after that of a head.
   */
  private Optional<Revision> pointerLeftBehind(Fork fork) {
    if (fork.at().isEmpty() || fork.sides().size() != 2) {
      return Optional.empty();
    }
    Revision one = fork.sides().get(0);
    Revision other = fork.sides().get(1);
    return follows(fork.at().get(), one, other)
        ? Optional.of(other)
        : follows(fork.at().get(), other, one) ? Optional.of(one) : Optional.empty();
  }

  private boolean follows(Revision before, Revision between, Revision after) {
    OptionalLong first = Numbering.of(before.id());
    OptionalLong second = Numbering.of(between.id());
    OptionalLong third = Numbering.of(after.id());
    return first.isPresent()
        && second.isPresent()
        && third.isPresent()
        && second.getAsLong() == first.getAsLong() + 1
        && third.getAsLong() == second.getAsLong() + 1
        && graph.childrenOf(between).isEmpty();
  }

  // --- what to do --------------------------------------------------------------------------------

  private Remedy remedy(GraphProblem problem) {
    if (chain.tool() == Tool.DJANGO) {
      Optional<Remedy> own = DjangoDiagnosis.remedy(problem, chain);
      if (own.isPresent()) {
        return own.get();
      }
    }
    return switch (problem) {
      case GraphProblem.InvalidConfiguration p ->
          Remedy.explain(
              chain.tool() == Tool.ALEMBIC && chain.atHand()
                  ? "Mend the configuration, or name another one with -c FILE."
                  : "Mend the configuration.");
      case GraphProblem.ConflictMarkers p ->
          Remedy.explain(
              "Edit the file: keep one side, or both, and delete the marker lines."
                  + (chain.tool() == Tool.SQITCH ? PlanDiagnosis.WHICH_SIDE_FIRST : ""));
      case GraphProblem.InvalidFile p ->
          Remedy.explain(
              "Mend the file; if it is no migration, move it out of the folder: Alembic loads"
                  + " every .py file there.");
      case GraphProblem.Undecided p ->
          Remedy.explain(
              p.location().line() > 0
                  ? "Write the value as a plain literal; only running the file could tell it now."
                  : "Make it a plain file that this user may read, or take it out of the folder.");
      case GraphProblem.DuplicateRevision p -> renumber(p);
      case GraphProblem.DuplicateLabel p ->
          Remedy.explain(
              "Take the label away from one of them; descendants of a labelled revision have it"
                  + " without saying so.");
      case GraphProblem.IllegalId p ->
          Remedy.explain(
              "Give it another id in `revision`, and the same in each down_revision that names"
                  + " it. If a database has run it already, change its alembic_version as well.");
      case GraphProblem.DoubtfulId p ->
          Remedy.explain("Give it another id as long as no database has run it.");
      case GraphProblem.SelfLoop p -> unloop(p.revision(), p.edge());
      case GraphProblem.MissingReference p -> reconnect(p);
      case GraphProblem.Cycle p -> uncircle(p);
      case GraphProblem.UnexpectedHead p ->
          Remedy.explain(
              "Let it follow the branch it belongs to (alembic revision --head LABEL@head does), or"
                  + " allow one more branch. Merging it would tie two branches together that are"
                  + " meant to be apart.");
      case GraphProblem.MultipleHeads p -> join(p);
      case GraphProblem.InsertedBelow p -> LineageDiagnosis.remedy(p, chain);
      case GraphProblem.EmptyChain p ->
          Remedy.explain(
              "Check the path and, in an image, what its build copies. If the chain is new and"
                  + " empty by intent, allow it with --allow-empty.");
      case GraphProblem.MissingBranch p ->
          Remedy.explain("Correct the label, or leave it out until the branch exists.");
      case GraphProblem.MissingLocation p ->
          Remedy.explain(
              chain.atHand()
                  ? "Create the folder, or take it out of version_locations."
                  : "If it is in the image, let it be copied as well (inject --copy path=FOLDER);"
                      + " else take it out of version_locations.");
      case GraphProblem.UnnamedScriptFolder p ->
          Remedy.explain(
              "Write script_location = "
                  + p.folder()
                  + " below [alembic]. Where a program sets it as it runs, nothing has to be done;"
                  + " --severity no-script-location=off switches this off.");
      case GraphProblem.FileReachedTwice p ->
          Remedy.explain("Name each folder once in version_locations.");
      case GraphProblem.InvalidPlan p -> PlanDiagnosis.remedy(p);
      case GraphProblem.DuplicateChange p -> PlanDiagnosis.remedy(p);
      case GraphProblem.MissingRequirement p -> PlanDiagnosis.remedy(p);
      case GraphProblem.LaterRequirement p -> PlanDiagnosis.remedy(p);
      case GraphProblem.MissingScripts p -> PlanDiagnosis.remedy(p);
      case GraphProblem.SharedNumber p -> PlanDiagnosis.remedy(p, chain);
      case GraphProblem.DuplicateNumber p -> ofNumbered(NumberedDiagnosis.remedy(p), p);
      case GraphProblem.NumberGap p -> NumberedDiagnosis.remedy(p);
      case GraphProblem.MisnamedFile p -> NumberedDiagnosis.remedy(p);
      case GraphProblem.MissingUp p -> NumberedDiagnosis.remedy(p);
    };
  }

  /** Duplicates are never merged: Alembic cannot even tell them apart. */
  private Remedy renumber(GraphProblem.DuplicateRevision problem) {
    List<Revision> equal = problem.equalCopies();
    if (!equal.isEmpty()) {
      Revision copy =
          equal.reversed().stream()
              .max(Comparator.comparingInt(revision -> revision.file().length()))
              .orElse(equal.getLast());
      return Remedy.run(
          "rm " + ShellWord.quote(copy.file()),
          problem.identical()
              ? "The files are equal, so one of them goes and the id stays; renumbering would run"
                  + " the same migration twice."
              : files(equal)
                  + " are equal, so one of them goes first; renumbering it would run the same"
                  + " migration twice.");
    }
    Optional<Descent> known = descent.filter(before -> before.had(problem.id()));
    Optional<Revision> original = known.flatMap(before -> before.original(problem.copies()));
    Revision kept = original.orElse(problem.copies().getFirst());
    Revision moved =
        problem.copies().reversed().stream()
            .filter(copy -> !copy.equals(kept))
            .findFirst()
            .orElse(kept);
    String free = Numbering.free(graph, moved.id());
    Revision end = Numbering.last(graph.headsWithoutPhantoms()).orElse(kept);
    Optional<String> command = commands.renumber(moved, free, end);
    if (known.isPresent() && original.isEmpty()) {
      return LineageDiagnosis.ofUnknownOriginal(known.get(), problem.id(), command);
    }
    String otherwise =
        known.isPresent()
            ? LineageDiagnosis.ofOriginal(known.get(), kept)
            : " If that file is the one that databases have run, renumber "
                + kept.fileName()
                + " instead.";
    return new Remedy(
        "Gives "
            + moved.fileName()
            + " the free id "
            + free
            + " and lets it follow "
            + end.id()
            + ", the end of the chain."
            + otherwise
            + " Merging cannot help: to Alembic both are one revision.",
        command);
  }

  /** What tells of an id that it has run before there were several of it. */
  private String alsoBefore(RevisionId id) {
    return descent
        .filter(known -> known.had(id))
        .map(known -> LineageDiagnosis.cause(known, id))
        .orElse("");
  }

  private Remedy ofNumbered(Remedy remedy, GraphProblem.DuplicateNumber problem) {
    return new Remedy(
        remedy.explanation()
            + descent
                .map(known -> LineageDiagnosis.ofNumbered(known, problem.files(), graph))
                .orElse(""),
        remedy.command());
  }

  private Remedy unloop(Revision revision, EdgeKind edge) {
    if (edge == EdgeKind.DEPENDS_ON) {
      return Remedy.explain("Take its own id out of depends_on.");
    }
    Optional<Revision> before = Numbering.before(graph, revision);
    return new Remedy(
        before
            .map(
                parent ->
                    "Lets it follow "
                        + parent.id()
                        + ", the number before it. Check that this is"
                        + " what it was written on.")
            .orElse("Set down_revision to the revision it was written on, or to None for a base."),
        before.flatMap(
            parent -> commands.reparent(revision, parent, Optional.of(revision.id().value()))));
  }

  private Remedy reconnect(GraphProblem.MissingReference problem) {
    if (problem.edge() == EdgeKind.DEPENDS_ON) {
      return Remedy.explain(
          "Correct depends_on to the full id or the branch label of the revision that is meant.");
    }
    if (problem.reference().isEmpty()) {
      return Remedy.explain("Write down_revision = None if it is a base, else the id before it.");
    }
    Optional<Revision> meant =
        abbreviated(problem.reference()).or(() -> renamed(problem.reference()));
    if (problem.isLabel()) {
      meant = labelled(problem.reference());
    }
    if (meant.isPresent() && !meant.get().id().equals(problem.child().id())) {
      String target = meant.get().id().value();
      return new Remedy(
          "Lets it follow "
              + target
              + ". Merging heads is no way out: Alembic cannot load the"
              + " chain at all.",
          commands.reparent(problem.child(), meant.get(), Optional.of(problem.reference())));
    }
    String folder = chain.locations().isEmpty() ? "." : chain.locations().getFirst();
    return Remedy.run(
        "git log --all --diff-filter=D --summary -- "
            + ShellWord.quote(folder + "/*" + problem.reference() + "*"),
        "Shows which commit took the file away: restore it if a database has run it, else let "
            + problem.child().id()
            + " follow the revision before. Merging heads is no way out:"
            + " Alembic cannot load the chain at all.");
  }

  private Remedy uncircle(GraphProblem.Cycle problem) {
    List<Revision> backwards =
        problem.members().stream().filter(member -> pointsForward(member, problem)).toList();
    if (problem.edge() == EdgeKind.DOWN_REVISION && backwards.size() == 1) {
      Revision wrong = backwards.getFirst();
      Optional<Revision> before =
          Numbering.before(graph, wrong).filter(other -> !problem.members().contains(other));
      if (before.isPresent()) {
        String target = before.get().id().value();
        return new Remedy(
            wrong.id()
                + " points to a higher number; this lets it follow "
                + target
                + ", the number before it. Check that this is what it was written on.",
            commands.reparent(wrong, before.get(), wrongParent(wrong, problem)));
      }
    }
    return Remedy.explain(
        "Set the down_revision of the oldest of them to the revision it was written on; `git log"
            + " -p` on the files shows which pointer was changed last.");
  }

  private static Optional<String> wrongParent(Revision member, GraphProblem.Cycle problem) {
    List<RevisionId> inCircle =
        member.parents().stream().filter(problem.revisions()::contains).toList();
    return inCircle.size() == 1 ? Optional.of(inCircle.getFirst().value()) : Optional.empty();
  }

  private static boolean pointsForward(Revision member, GraphProblem.Cycle problem) {
    OptionalLong own = Numbering.of(member.id());
    return own.isPresent()
        && member.parents().stream()
            .filter(problem.revisions()::contains)
            .anyMatch(parent -> Numbering.of(parent).orElse(-1) > own.getAsLong());
  }

  private Remedy join(GraphProblem.MultipleHeads problem) {
    Optional<Revision> stray = strayBase(problem);
    if (stray.isPresent()) {
      Revision target =
          problem.heads().stream()
              .filter(head -> !head.equals(stray.get()))
              .findFirst()
              .orElse(stray.get());
      return new Remedy(
          "Lets it follow "
              + target.id()
              + ": a revision that is meant to go on has"
              + " down_revision = None. If it is a second chain by intent, allow it with --heads"
              + " or give it a branch label.",
          commands.reparent(stray.get(), target, Optional.empty()));
    }
    List<String> branches = branchesOf(problem.heads());
    if (branches.size() == problem.heads().size()) {
      return Remedy.explain(
          "Each of these heads has a branch label of its own. If the branches are meant to live side"
              + " by side, allow them: --branch "
              + String.join(",", branches)
              + ". Merging would tie together what is meant to be apart.");
    }
    return new Remedy(
        "An empty merge revision is right whatever the databases have run. "
            + straightLine(problem),
        commands.merge(problem.heads()));
  }

  /** Why one side is not simply put behind the other, and how if it may be. */
  private String straightLine(GraphProblem.MultipleHeads problem) {
    for (Fork fork : problem.forks()) {
      Optional<Revision> late = pointerLeftBehind(fork);
      Optional<String> edit =
          late.flatMap(
              moved ->
                  fork.sides().stream()
                      .filter(side -> !side.equals(moved))
                      .findFirst()
                      .flatMap(side -> commands.reparent(moved, side, sharedParent(fork))));
      if (late.isPresent() && edit.isPresent() && chain.atHand()) {
        return "Only if no database has run "
            + late.get().id()
            + " yet may it be put in line instead, with `"
            + edit.get()
            + "`: one that has would never run the revision before it.";
      }
    }
    return "Letting one side follow the other keeps a straight line, but a database that has run only"
        + " the later side would silently skip the other; renumbering does not help, as the ids"
        + " differ.";
  }

  private static Optional<String> sharedParent(Fork fork) {
    return fork.at().map(at -> at.id().value());
  }

  /** For each head that is on a labelled branch the label, if each has its own. */
  private List<String> branchesOf(List<Revision> heads) {
    Map<Revision, String> labelOf = new LinkedHashMap<>();
    for (Revision revision : graph.revisions()) {
      for (String label : revision.branchLabels()) {
        List<Revision> ofBranch = graph.headsOfBranch(label);
        if (ofBranch.size() == 1 && heads.contains(ofBranch.getFirst())) {
          labelOf.putIfAbsent(ofBranch.getFirst(), label);
        }
      }
      if (labelOf.size() > MAX_NAMES) {
        break;
      }
    }
    return List.copyOf(labelOf.values());
  }

  /** A head that is a base at the same time, beside a chain that goes back further. */
  private Optional<Revision> strayBase(GraphProblem.MultipleHeads problem) {
    List<Revision> alone =
        problem.heads().stream()
            .filter(head -> head.parents().isEmpty() && head.branchLabels().isEmpty())
            .toList();
    return problem.heads().size() == 2 && alone.size() == 1
        ? Optional.of(alone.getFirst())
        : Optional.empty();
  }

  // --- what was meant ----------------------------------------------------------------------------

  private Optional<Revision> abbreviated(String reference) {
    if (reference.length() < 4) {
      return Optional.empty();
    }
    return only(
        graph.revisions().stream()
            .filter(revision -> revision.id().value().startsWith(reference))
            .toList());
  }

  private Optional<Revision> renamed(String reference) {
    return only(
        graph.revisions().stream()
            .filter(revision -> revision.fileName().startsWith(reference + "_"))
            .toList());
  }

  private Optional<Revision> labelled(String label) {
    return only(
        graph.revisions().stream()
            .filter(revision -> revision.branchLabels().contains(label))
            .toList());
  }

  private static Optional<Revision> only(List<Revision> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  // --- words -------------------------------------------------------------------------------------

  private static String files(Collection<Revision> revisions) {
    List<String> names = revisions.stream().map(Revision::fileName).toList();
    // Files of one name in two folders can be told apart by their paths only.
    boolean ambiguous = names.stream().distinct().count() < names.size();
    return list(ambiguous ? revisions.stream().map(Revision::file).toList() : names, " and ");
  }

  private static String ids(Collection<RevisionId> ids) {
    return list(ids.stream().map(RevisionId::value).toList(), ", ");
  }

  private static String list(List<String> words, String last) {
    if (words.size() > MAX_NAMES) {
      return String.join(", ", words.subList(0, MAX_NAMES))
          + " and "
          + (words.size() - MAX_NAMES)
          + " more";
    }
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + last + words.getLast();
  }

  private static String quoted(String word) {
    return word.isEmpty() || word.indexOf(' ') >= 0 ? "'" + word + "'" : word;
  }
}
