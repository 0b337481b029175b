package io.migrationgate.core.edit.alembic;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditPlan;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.verdict.Numbering;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Plans changes to an Alembic chain. */
public final class AlembicEditor implements ChainEditor {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /** No template is larger. */
  private static final int MAX_TEMPLATE = 1 << 20;

  /** {@code alembic_version.version_num} holds no more. */
  private static final int MAX_ID = 32;

  /**
   * Where a new revision goes and what it looks like.
   *
   * @param folders of the chain, absolute
   * @param template the path of {@code script.py.mako}
   */
  public record NewFiles(List<String> folders, String template, FileNaming naming) {
    public NewFiles {
      folders = List.copyOf(folders);
    }
  }

  private final FileTree tree;
  private final MigrationChain chain;
  private final NewFiles newFiles;
  private final RevisionParser parser;
  private final RevisionsInChain revisions;
  private final Clock clock;

  public AlembicEditor(
      FileTree tree, MigrationChain chain, NewFiles newFiles, RevisionParser parser, Clock clock) {
    this.tree = tree;
    this.chain = chain;
    this.newFiles = newFiles;
    this.parser = parser;
    this.clock = clock;
    this.revisions = new RevisionsInChain(tree, chain, parser);
  }

  @Override
  public boolean canFork() {
    return true;
  }

  // --- merge -----------------------------------------------------------------------------------

  @Override
  public Planned merge(Merge request) throws EditRefusedException {
    revisions.refuseObstacle();
    List<Revision> heads = heads(request);
    refuseUnprintable(request.message());
    List<String> ids = heads.stream().map(head -> head.id().value()).toList();
    ZonedDateTime now = now();
    String id =
        Numbering.ofMerge(withClaimed(request), heads, newFiles.naming().slug(request.message()));
    List<String> notes = new ArrayList<>();
    Optional<String> named = newFiles.naming().fileName(id, request.message(), now);
    if (named.isEmpty()) {
      notes.add(
          "file_template has a field that only Python can fill in: named as Alembic usually"
              + " does");
    }
    String file =
        folder(heads)
            + named
                .or(() -> FileNaming.USUAL.fileName(id, request.message(), now))
                .orElse(id + ".py");
    String shown = tree.display(file);
    MergeTemplate template = new MergeTemplate(id, ids, request.message(), date(now));
    Revision expected = expected(id, heads, shown);
    Optional<String> text =
        ownTemplate().flatMap(template::fill).filter(filled -> isMerge(filled, expected));
    if (text.isEmpty()) {
      notes.add(
          tree.display(newFiles.template())
              + (tree.exists(newFiles.template())
                  ? " can only be filled in by running it: the built-in one is used"
                  : " does not exist: the built-in template is used"));
      text = template.fill(MergeTemplate.BUILT_IN).filter(filled -> isMerge(filled, expected));
    }
    String source =
        text.orElseThrow(
            () -> new EditRefusedException("the ids of these heads cannot be written safely"));
    return new Planned(
        new EditPlan(List.of(new FileChange.Create(shown, Bytes.utf8(source)))),
        "merges " + String.join(", ", ids) + " in " + id,
        notes,
        Optional.empty());
  }

  /** The chain with revisions that nobody has here, and whose ids are taken. */
  private MigrationGraph withClaimed(Merge request) {
    List<Revision> all = new ArrayList<>(chain.graph().revisions());
    for (RevisionId id : request.claimed()) {
      if (chain.graph().find(id).isEmpty()) {
        all.add(expected(id.value(), List.of(), ""));
      }
    }
    return MigrationGraph.of(all);
  }

  private List<Revision> heads(Merge request) throws EditRefusedException {
    List<Revision> all = chain.graph().headsWithoutPhantoms();
    if (all.size() < 2) {
      throw new EditRefusedException(
          chain.name()
              + (all.isEmpty() ? " has no head" : " has one head, " + all.getFirst().id())
              + ": there is nothing to merge");
    }
    if (request.heads().isEmpty()) {
      return all;
    }
    List<Revision> chosen = new ArrayList<>();
    for (String id : request.heads()) {
      Revision head =
          all.stream()
              .filter(candidate -> candidate.id().value().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new EditRefusedException(
                          id
                              + " is no head; there are "
                              + String.join(
                                  ", ", all.stream().map(each -> each.id().value()).toList())));
      if (!chosen.contains(head)) {
        chosen.add(head);
      }
    }
    if (chosen.size() < 2) {
      throw new EditRefusedException("--heads names one head only: a merge joins at least two");
    }
    return chosen;
  }

  /** It stands between triple quotes, and in a file name. */
  private static void refuseUnprintable(String message) throws EditRefusedException {
    if (message.indexOf('\\') >= 0
        || message.indexOf('"') >= 0
        || message.chars().anyMatch(Character::isISOControl)) {
      throw new EditRefusedException(
          "the message may hold no double quote, backslash or line break");
    }
  }

  private Optional<String> ownTemplate() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(tree.read(newFiles.template(), MAX_TEMPLATE)))
              .toString());
    } catch (UnreadableException | CharacterCodingException unusable) {
      return Optional.empty();
    }
  }

  private static Revision expected(String id, List<Revision> heads, String file) {
    return new Revision(
        new RevisionId(id),
        heads.stream().map(Revision::id).toList(),
        List.of(),
        List.of(),
        file,
        new Revision.Lines(0, 0, 0, 0),
        0);
  }

  private boolean isMerge(String source, Revision expected) {
    Optional<Revision> read =
        parser.parse(expected.file(), source.getBytes(StandardCharsets.UTF_8));
    return read.isPresent()
        && read.get().id().equals(expected.id())
        && read.get().parents().equals(expected.parents())
        && read.get().dependsOn().isEmpty()
        && read.get().branchLabels().isEmpty();
  }

  /** As Alembic chooses: beside the first head, where there is a choice. */
  private String folder(List<Revision> heads) {
    String folder = newFiles.folders().getFirst();
    if (newFiles.folders().size() > 1) {
      String file = tree.absolute(heads.getFirst().file());
      folder = file.substring(0, file.lastIndexOf('/'));
    }
    return folder + "/";
  }

  private ZonedDateTime now() throws EditRefusedException {
    Optional<String> named = newFiles.naming().timezone();
    return ZonedDateTime.now(named.isPresent() ? clock.withZone(zone(named.get())) : clock);
  }

  /** Alembic, too, takes it as it is written or in upper case, and goes no further. */
  private static ZoneId zone(String name) throws EditRefusedException {
    for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
      if (ZoneId.getAvailableZoneIds().contains(spelling)) {
        return ZoneId.of(spelling);
      }
    }
    throw new EditRefusedException(
        "the configuration sets timezone to "
            + name
            + ", which is no time zone: write one such as UTC or Europe/Berlin, or take it out");
  }

  private String date(ZonedDateTime now) {
    String offset = newFiles.naming().timezone().isPresent() ? now.getOffset().getId() : "";
    return DATE.format(now) + (offset.equals("Z") ? "+00:00" : offset);
  }

  // --- renumber --------------------------------------------------------------------------------

  @Override
  public Planned renumber(Renumber request) throws EditRefusedException {
    revisions.refuseIncomplete();
    Revision moved = revisions.subject(request.subject());
    String old = moved.id().value();
    refuseDeployed(moved, request.deployed());
    String id = request.newId().orElseGet(() -> Numbering.free(chain.graph(), moved.id()));
    refuseUnfit(id, old);
    List<Revision> naming = revisions.naming(moved.id(), moved);
    boolean follow = revisions.follow(moved, naming, request.followers());
    RevisionEdits edits = revisions.edit(moved);
    List<String> notes = new ArrayList<>();
    String file = revisions.renamed(moved, id);
    if (file.equals(moved.file())) {
      notes.add(file + " keeps its name, which does not hold the id");
    } else {
      if (revisions.isLink(moved)) {
        throw new EditRefusedException(
            moved.file() + " is a link, and would have to be renamed where it leads: do it there");
      }
      if (revisions.exists(file)) {
        throw new EditRefusedException(file + " exists already: choose another id");
      }
      edits.renameTo(file);
    }
    edits.id(id);
    if (request.onto().isPresent()) {
      Revision onto = revisions.parent(request.onto().get(), moved);
      if (!moved.parents().equals(List.of(onto.id()))) {
        moveOnto(edits, onto, Optional.empty());
      }
    }
    List<RevisionEdits> all = new ArrayList<>(List.of(edits));
    if (follow) {
      for (Revision each : naming) {
        RevisionEdits other = revisions.edit(each);
        other.reference(old, id);
        all.add(other);
      }
    }
    return new Planned(
        revisions.finish(all),
        "gives "
            + moved.fileName()
            + " the id "
            + id
            + " in place of "
            + old
            + request.onto().map(onto -> " and lets it follow " + onto).orElse("")
            + (follow && !naming.isEmpty()
                ? ", as "
                    + naming.size()
                    + (naming.size() == 1 ? " file" : " files")
                    + " that named it"
                    + (naming.size() == 1 ? " does" : " do")
                    + " now"
                : ""),
        notes,
        revisions.withId(moved.id()).size() > 1 ? Optional.empty() : Optional.of(old));
  }

  private static void refuseDeployed(Revision revision, Set<String> deployed)
      throws EditRefusedException {
    if (deployed.contains(revision.id().value())) {
      throw new EditRefusedException(
          revision.file()
              + ": "
              + revision.id()
              + " is deployed: a database that has run it would no longer find it, or never run"
              + " what is put before it. Change the other side instead");
    }
  }

  private void refuseUnfit(String id, String old) throws EditRefusedException {
    if (id.equals(old)) {
      throw new EditRefusedException("it has the id " + id + " already: nothing would change");
    }
    if (id.isEmpty() || !id.chars().allMatch(AlembicEditor::mayStandInId)) {
      throw new EditRefusedException(
          "'" + id + "' is no id: letters, digits, underscores and dots only");
    }
    if (id.length() > MAX_ID) {
      throw new EditRefusedException(
          id + " is longer than the " + MAX_ID + " characters that Alembic's table holds");
    }
    List<Revision> holders = revisions.withId(new RevisionId(id));
    if (!holders.isEmpty()) {
      throw new EditRefusedException(
          id + " is the id of " + holders.getFirst().file() + ": choose another, or none");
    }
  }

  private static boolean mayStandInId(int c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == '.';
  }

  // --- reparent --------------------------------------------------------------------------------

  @Override
  public Planned reparent(Reparent request) throws EditRefusedException {
    revisions.refuseIncomplete();
    Revision moved = revisions.subject(request.subject());
    refuseDeployed(moved, request.deployed());
    Revision onto =
        request.onto().isPresent()
            ? revisions.parent(request.onto().get(), moved)
            : onlyOtherHead(moved);
    RevisionEdits edits = revisions.edit(moved);
    moveOnto(edits, onto, request.from());
    EditPlan plan = revisions.finish(List.of(edits));
    return new Planned(
        plan,
        "lets " + moved.id() + " follow " + onto.id(),
        remainingHeads(request, moved, revisions.after(List.of(edits))),
        Optional.empty());
  }

  /** Whoever does not say what to follow wants one head in the end. */
  private static List<String> remainingHeads(Reparent request, Revision moved, MigrationGraph after)
      throws EditRefusedException {
    List<Revision> heads = after.headsWithoutPhantoms();
    if (heads.size() < 2) {
      return List.of();
    }
    String names = String.join(", ", heads.stream().map(head -> head.id().value()).toList());
    if (request.onto().isEmpty()) {
      throw new EditRefusedException(
          "this would leave the heads "
              + names
              + ": move the first revision of its branch instead of "
              + moved.id()
              + ", or say --onto");
    }
    return List.of("the chain has the heads " + names + " now");
  }

  private Revision onlyOtherHead(Revision moved) throws EditRefusedException {
    List<Revision> others =
        chain.graph().headsWithoutPhantoms().stream()
            .filter(head -> !descends(head, moved.id()))
            .toList();
    if (others.size() != 1) {
      throw new EditRefusedException(
          "there "
              + (others.isEmpty() ? "is no other head" : "are " + others.size() + " other heads")
              + ": say with --onto which revision "
              + moved.id()
              + " shall follow");
    }
    return others.getFirst();
  }

  private void moveOnto(RevisionEdits edits, Revision onto, Optional<String> from)
      throws EditRefusedException {
    Revision moved = edits.revision();
    List<RevisionId> parents = moved.parents();
    if (onto.equals(moved) || descends(onto, moved.id()) && !isCopy(moved)) {
      throw new EditRefusedException(
          onto.id()
              + (onto.equals(moved)
                  ? " would follow itself"
                  : " comes after " + moved.id() + ": they would follow each other in a circle"));
    }
    if (parents.contains(onto.id())) {
      throw new EditRefusedException(
          moved.id() + " follows " + onto.id() + " already: nothing would change");
    }
    if (from.isPresent() && !parents.contains(new RevisionId(from.get()))) {
      throw new EditRefusedException(moved.id() + " does not follow " + from.get());
    }
    if (parents.size() > 1 && from.isEmpty()) {
      throw new EditRefusedException(
          moved.parentsLocation()
              + " follows several revisions: say with --from which of them gives way");
    }
    if (parents.isEmpty()) {
      edits.firstParent(onto.id().value());
    } else {
      edits.parent(from.orElse(parents.getFirst().value()), onto.id().value());
    }
  }

  /** Whether other files have the same id, so that what follows it need not follow this one. */
  private boolean isCopy(Revision revision) {
    return revisions.withId(revision.id()).size() > 1;
  }

  /** Whether a revision is this one or comes after it, by either kind of edge. */
  private boolean descends(Revision revision, RevisionId ancestor) {
    return Ancestry.of(chain.graph(), revision).contains(ancestor);
  }
}
