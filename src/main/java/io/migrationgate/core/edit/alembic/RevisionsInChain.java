package io.migrationgate.core.edit.alembic;

import io.migrationgate.core.edit.ChainEditor.Followers;
import io.migrationgate.core.edit.EditPlan;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.ProblemKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The revisions of a chain, asked for by what a person types, and edited in their files. */
final class RevisionsInChain {

  /** What the reader takes as well. */
  private static final int MAX_FILE = 16 << 20;

  private final FileTree tree;
  private final MigrationChain chain;
  private final RevisionParser parser;

  RevisionsInChain(FileTree tree, MigrationChain chain, RevisionParser parser) {
    this.tree = tree;
    this.chain = chain;
    this.parser = parser;
  }

  MigrationGraph graph() {
    return chain.graph();
  }

  /** The revision in this file, or with this id. */
  Revision subject(String fileOrId) throws EditRefusedException {
    List<Revision> found =
        fileOrId.endsWith(".py") ? inFile(fileOrId) : withId(new RevisionId(fileOrId));
    if (found.size() > 1) {
      throw new EditRefusedException(
          found.size()
              + " files have the id "
              + fileOrId
              + ": name the one that is meant, "
              + String.join(" or ", found.stream().map(Revision::file).toList()));
    }
    if (found.isEmpty()) {
      throw new EditRefusedException(
          "there is no revision "
              + fileOrId
              + " in "
              + chain.name()
              + "; see migration-gate graph");
    }
    return found.getFirst();
  }

  private List<Revision> inFile(String path) {
    String real = tree.realPath(path);
    return graph().revisions().stream()
        .filter(revision -> tree.realPath(revision.file()).equals(real))
        .toList();
  }

  List<Revision> withId(RevisionId id) {
    return graph().revisions().stream().filter(revision -> revision.id().equals(id)).toList();
  }

  /** The revision that another one is to follow; of copies, one that stays what it is. */
  Revision parent(String id, Revision child) throws EditRefusedException {
    List<Revision> found =
        withId(new RevisionId(id)).stream().filter(copy -> !copy.equals(child)).toList();
    return found.isEmpty() ? subject(id) : found.getLast();
  }

  /** The edits of a file, ready to be filled in. */
  RevisionEdits edit(Revision revision) throws EditRefusedException {
    byte[] source;
    try {
      source = tree.read(revision.file(), MAX_FILE);
    } catch (UnreadableException gone) {
      throw new EditRefusedException(gone.path() + " " + gone.reason());
    }
    if (!parser.parse(revision.file(), source).equals(Optional.of(revision))) {
      throw new EditRefusedException(
          revision.file() + " has changed since it was read: run the command again");
    }
    return new RevisionEdits(revision, source);
  }

  /** The files that name an id, the moved one excepted. */
  List<Revision> naming(RevisionId id, Revision moved) {
    return graph().revisions().stream()
        .filter(revision -> !revision.equals(moved))
        .filter(
            revision ->
                revision.parents().contains(id) || revision.dependsOn().contains(id.value()))
        .toList();
  }

  /** Whether those that name an id go with the file that gets a new one. */
  boolean follow(Revision moved, List<Revision> naming, Followers followers)
      throws EditRefusedException {
    boolean duplicate = withId(moved.id()).size() > 1;
    if (!duplicate) {
      return true;
    }
    return switch (followers) {
      case STAY -> false;
      case MOVE -> true;
      case UNSAID -> {
        if (!naming.isEmpty()) {
          throw new EditRefusedException(
              naming.getFirst().file()
                  + " names "
                  + moved.id()
                  + ", which "
                  + withId(moved.id()).size()
                  + " files are: say with --keep-children that what follows stays with the one that"
                  + " keeps the id, or with --move-children that it goes with "
                  + moved.file());
        }
        yield false;
      }
    };
  }

  /** Finishes all edits, unless the chain would be worse off than before. */
  EditPlan finish(List<RevisionEdits> edits) throws EditRefusedException {
    List<FileChange> changes = new ArrayList<>(edits.size());
    for (RevisionEdits edit : edits) {
      changes.add(edit.finish(parser));
    }
    refuseHarm(after(edits));
    return new EditPlan(changes);
  }

  /** The chain as the edits leave it. */
  MigrationGraph after(List<RevisionEdits> edits) {
    Map<Revision, Revision> replaced = new HashMap<>();
    edits.forEach(edit -> replaced.put(edit.revision(), edit.after()));
    List<Revision> after = new ArrayList<>(graph().revisions());
    after.replaceAll(revision -> replaced.getOrDefault(revision, revision));
    return MigrationGraph.of(after);
  }

  private void refuseHarm(MigrationGraph after) throws EditRefusedException {
    Map<ProblemKind, Integer> before = new EnumMap<>(ProblemKind.class);
    for (Finding finding : findings(chain)) {
      before.merge(finding.kind(), 1, Integer::sum);
    }
    MigrationChain changed =
        new MigrationChain(
            chain.name(),
            chain.tool(),
            chain.locations(),
            after,
            chain.problems(),
            chain.invocation(),
            chain.atHand());
    for (Finding finding : findings(changed)) {
      if (finding.kind() != ProblemKind.MULTIPLE_HEADS
          && before.merge(finding.kind(), -1, Integer::sum) < 0) {
        throw new EditRefusedException("this would leave a worse chain: " + finding.message());
      }
    }
    int heads = after.headsWithoutPhantoms().size();
    // With a duplicate or a circle about, heads come to light that were there before.
    if (obstacle().isEmpty() && heads > graph().headsWithoutPhantoms().size()) {
      throw new EditRefusedException("this would leave " + heads + " heads, more than before");
    }
  }

  private static List<Finding> findings(MigrationChain chain) {
    return new Judge(Policy.ONE_HEAD).judge(chain).findings();
  }

  /** What hides revisions may hide a child, or the holder of an id that looks free. */
  void refuseIncomplete() throws EditRefusedException {
    if (!chain.complete()) {
      refuseObstacle();
    }
  }

  void refuseObstacle() throws EditRefusedException {
    Optional<Finding> obstacle = obstacle();
    if (obstacle.isPresent()) {
      Finding first = obstacle.get();
      throw new EditRefusedException(
          "mend this first: "
              + first.problem().locations().stream().findFirst().map(at -> at + " ").orElse("")
              + first.message());
    }
  }

  /** What has to be mended before heads can be merged. */
  Optional<Finding> obstacle() {
    return findings(chain).stream()
        .filter(
            finding ->
                switch (finding.severity()) {
                  case ERROR, UNKNOWN -> finding.kind() != ProblemKind.MULTIPLE_HEADS;
                  case WARNING, OFF -> false;
                })
        .findFirst();
  }

  /** The name of a file with another id, where the name holds the old one as a word. */
  String renamed(Revision revision, String id) {
    String name = revision.fileName();
    String old = revision.id().value();
    String folder = revision.file().substring(0, revision.file().length() - name.length());
    int found = name.startsWith(old) ? 0 : word(name, old);
    boolean usable = found >= 0 && !old.isEmpty() && id.indexOf('/') < 0;
    return usable
        ? folder + name.substring(0, found) + id + name.substring(found + old.length())
        : revision.file();
  }

  private static int word(String name, String word) {
    int found = -1;
    for (int at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean whole =
          (at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1)))
              && (end == name.length() || !Character.isLetterOrDigit(name.charAt(end)));
      if (whole && found >= 0) {
        return -1;
      }
      found = whole ? at : found;
    }
    return found;
  }

  boolean isLink(Revision revision) {
    String file = tree.absolute(revision.file());
    String folder = tree.realPath(file.substring(0, Math.max(1, file.lastIndexOf('/'))));
    String place = folder.endsWith("/") ? folder : folder + "/";
    return !tree.realPath(file).equals(place + revision.fileName());
  }

  boolean exists(String path) {
    return tree.exists(path);
  }
}
