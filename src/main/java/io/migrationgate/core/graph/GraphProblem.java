package io.migrationgate.core.graph;

import java.util.List;
import java.util.Optional;

/**
 * What can be wrong with a chain.
 *
 * <p>Every output switches over this type without a {@code default}: a new problem does not compile
 * until each of them shows it.
 */
public sealed interface GraphProblem {

  /** Where to look, the most telling place first. */
  List<SourceLocation> locations();

  /** The revisions concerned. */
  List<RevisionId> revisions();

  /** A problem of one place, in which no revision could be read. */
  sealed interface FileProblem extends GraphProblem {
    SourceLocation location();

    @Override
    default List<SourceLocation> locations() {
      return List.of(location());
    }

    @Override
    default List<RevisionId> revisions() {
      return List.of();
    }
  }

  /** Something that only running the file, or a right that is missing, could tell. */
  record Undecided(SourceLocation location, String reason) implements FileProblem {}

  /** A file that the migration tool is certain to refuse. */
  record InvalidFile(SourceLocation location, String reason) implements FileProblem {}

  /** A configuration that the migration tool refuses, or that leads nowhere. */
  record InvalidConfiguration(SourceLocation location, String reason) implements FileProblem {}

  /** Git's conflict markers were committed with the file. */
  record ConflictMarkers(SourceLocation location) implements FileProblem {}

  /** One file reached by two paths; Alembic reads it once and warns. */
  record FileReachedTwice(SourceLocation location) implements FileProblem {}

  /**
   * An alembic.ini without {@code script_location}, above a folder that only its layout tells.
   *
   * @param folder as a person would write it
   */
  record UnnamedScriptFolder(SourceLocation location, String folder) implements FileProblem {}

  /** A configured location that does not exist; Alembic passes over it without a word. */
  record MissingLocation(SourceLocation location, String missing) implements FileProblem {}

  /**
   * Several files with one id. The last one counts; the places of the others stay behind as phantom
   * heads.
   *
   * @param copies in load order
   */
  record DuplicateRevision(RevisionId id, List<Revision> copies) implements GraphProblem {
    public DuplicateRevision {
      copies = List.copyOf(copies);
    }

    public boolean identical() {
      long fingerprint = copies.getFirst().fingerprint();
      return copies.stream().allMatch(copy -> copy.fingerprint() == fingerprint);
    }

    /** Those that are equal byte for byte, if any two are. */
    public List<Revision> equalCopies() {
      return copies.stream()
          .map(
              one -> copies.stream().filter(two -> two.fingerprint() == one.fingerprint()).toList())
          .filter(equal -> equal.size() > 1)
          .findFirst()
          .orElse(List.of());
    }

    @Override
    public List<SourceLocation> locations() {
      return copies.stream().map(Revision::location).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(id);
    }
  }

  /** {@code down_revision} or {@code depends_on} names what no file provides. */
  record MissingReference(Revision child, String reference, EdgeKind edge, boolean isLabel)
      implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(edgeLocation(child, edge));
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(child.id());
    }
  }

  /** A revision that follows itself. */
  record SelfLoop(Revision revision, EdgeKind edge) implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(edgeLocation(revision, edge));
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(revision.id());
    }
  }

  /**
   * Revisions that follow each other in a circle.
   *
   * @param refused whether Alembic notices; a circle that also hangs on a base and carries a head
   *     escapes its check
   */
  record Cycle(List<Revision> members, EdgeKind edge, boolean refused) implements GraphProblem {
    public Cycle {
      members = List.copyOf(members);
    }

    @Override
    public List<SourceLocation> locations() {
      return members.stream().map(member -> edgeLocation(member, edge)).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return members.stream().map(Revision::id).toList();
    }
  }

  /** A branch label used twice, or equal to a revision id: both live in one name space. */
  record DuplicateLabel(String label, Revision holder, Revision other) implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(other.branchLabelsLocation(), holder.location());
    }

    @Override
    public List<RevisionId> revisions() {
      return holder.id().equals(other.id())
          ? List.of(holder.id())
          : List.of(holder.id(), other.id());
    }
  }

  /** An id that Alembic refuses, or that its commands cannot address. */
  record IllegalId(Revision revision, String reason) implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(revision.location());
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(revision.id());
    }
  }

  /** An id that works but is asking for trouble. */
  record DoubtfulId(Revision revision, String reason) implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(revision.location());
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(revision.id());
    }
  }

  /** More heads than the policy allows, counted without the phantoms of duplicates. */
  record MultipleHeads(List<Revision> heads, int allowed, List<Fork> forks)
      implements GraphProblem {
    public MultipleHeads {
      heads = List.copyOf(heads);
      forks = List.copyOf(forks);
    }

    @Override
    public List<SourceLocation> locations() {
      return heads.stream().map(Revision::location).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return heads.stream().map(Revision::id).toList();
    }
  }

  /** A head that carries none of the branch labels that the policy allows. */
  record UnexpectedHead(Revision head, List<String> allowedLabels) implements GraphProblem {
    public UnexpectedHead {
      allowedLabels = List.copyOf(allowedLabels);
    }

    @Override
    public List<SourceLocation> locations() {
      return List.of(head.location());
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(head.id());
    }
  }

  /** A branch that the policy names and no head carries. */
  record MissingBranch(String label, List<String> searched) implements GraphProblem {
    public MissingBranch {
      searched = List.copyOf(searched);
    }

    @Override
    public List<SourceLocation> locations() {
      return searched.stream().map(SourceLocation::wholeFile).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of();
    }
  }

  /**
   * Revisions at or below the heads of an image that has started, which that image did not have.
   *
   * @param heads of that image, as they are now
   * @param missed how many there are, at least
   * @param inserted which they are; none where that cannot be told
   */
  record InsertedBelow(List<Revision> heads, int missed, List<Revision> inserted, String image)
      implements GraphProblem {
    public InsertedBelow {
      heads = List.copyOf(heads);
      inserted = List.copyOf(inserted);
    }

    @Override
    public List<SourceLocation> locations() {
      return (inserted.isEmpty() ? heads : inserted).stream().map(Revision::location).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return inserted.stream().map(Revision::id).toList();
    }
  }

  /** A chain with nothing in it. */
  record EmptyChain(List<String> searched) implements GraphProblem {
    public EmptyChain {
      searched = List.copyOf(searched);
    }

    @Override
    public List<SourceLocation> locations() {
      return searched.stream().map(SourceLocation::wholeFile).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of();
    }
  }

  /**
   * Something in a sqitch plan that sqitch refuses.
   *
   * @param remedy what to write instead
   */
  record InvalidPlan(SourceLocation location, String reason, String remedy)
      implements FileProblem {}

  /**
   * A change that a sqitch plan has twice without a tag in between.
   *
   * @param identical whether the lines are equal to the letter
   */
  record DuplicateChange(
      String name, SourceLocation first, SourceLocation second, boolean identical)
      implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(second, first);
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(new RevisionId(name));
    }
  }

  /**
   * A change requires what its sqitch plan does not have.
   *
   * @param similar a name in the plan that may be meant
   */
  record MissingRequirement(Revision change, String reference, Optional<String> similar)
      implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(change.dependsOnLocation());
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(change.id());
    }
  }

  /** A change requires what its sqitch plan has only further below. */
  record LaterRequirement(Revision change, String reference, SourceLocation required)
      implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(change.dependsOnLocation(), required);
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(change.id());
    }
  }

  /**
   * Changes of a sqitch plan without a script of this kind.
   *
   * @param paths where each script is looked for
   */
  record MissingScripts(ScriptKind script, List<Revision> changes, List<String> paths)
      implements GraphProblem {
    public MissingScripts {
      changes = List.copyOf(changes);
      paths = List.copyOf(paths);
    }

    @Override
    public List<SourceLocation> locations() {
      return changes.stream().map(Revision::location).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return changes.stream().map(Revision::id).toList();
    }
  }

  /** Different changes of a sqitch plan whose names begin with one number. */
  record SharedNumber(String number, List<Revision> changes) implements GraphProblem {
    public SharedNumber {
      changes = List.copyOf(changes);
    }

    @Override
    public List<SourceLocation> locations() {
      return changes.stream().map(Revision::location).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return changes.stream().map(Revision::id).toList();
    }
  }

  /**
   * Several files of a numbered chain with one number.
   *
   * @param renamings what gives the last of them the next free number; empty where files cannot say
   */
  record DuplicateNumber(String number, List<Revision> files, List<Renaming> renamings)
      implements GraphProblem {
    public DuplicateNumber {
      files = List.copyOf(files);
      renamings = List.copyOf(renamings);
    }

    @Override
    public List<SourceLocation> locations() {
      return files.stream().map(Revision::location).toList();
    }

    @Override
    public List<RevisionId> revisions() {
      return files.stream().map(Revision::id).toList();
    }
  }

  /** Numbers that a numbered chain leaves out. */
  record NumberGap(String missing, Revision before, Revision after) implements GraphProblem {
    @Override
    public List<SourceLocation> locations() {
      return List.of(after.location());
    }

    @Override
    public List<RevisionId> revisions() {
      return List.of(after.id());
    }
  }

  /** A file among numbered ones whose name is not as the others'. */
  record MisnamedFile(SourceLocation location, String reason, String remedy)
      implements FileProblem {}

  /** A file that takes back a migration which is not there. */
  record MissingUp(SourceLocation location, String number) implements FileProblem {}

  /** A file with another name. */
  record Renaming(String from, String to) {}

  private static SourceLocation edgeLocation(Revision revision, EdgeKind edge) {
    return switch (edge) {
      case DOWN_REVISION -> revision.parentsLocation();
      case DEPENDS_ON -> revision.dependsOnLocation();
    };
  }
}
