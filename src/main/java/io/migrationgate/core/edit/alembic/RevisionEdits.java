package io.migrationgate.core.edit.alembic;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.edit.TokenEdit;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.alembic.python.ModuleStrings;
import io.migrationgate.core.reader.alembic.python.PythonSyntaxException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes to the identifiers of one revision file, token by token.
 *
 * <p>Which token gives which value is a guess here, and a good one; {@link #finish} reads the
 * changed file as the checks would and refuses unless it says exactly what it should.
 */
final class RevisionEdits {

  private final Revision before;
  private final byte[] source;
  private final Charset encoding;
  private final List<TokenEdit> edits = new ArrayList<>();
  private Revision after;
  private String target;

  RevisionEdits(Revision revision, byte[] source) throws EditRefusedException {
    this.before = revision;
    this.after = revision;
    this.source = source;
    this.target = revision.file();
    try {
      this.encoding = ModuleStrings.encodingOf(source);
    } catch (PythonSyntaxException changed) {
      throw notAsRead();
    }
  }

  Revision revision() {
    return before;
  }

  void renameTo(String file) {
    target = file;
  }

  /** Gives the revision another id. */
  void id(String id) throws EditRefusedException {
    if (before.lines().revision() == 0) {
      throw refused(before.location(), "has its id from its name alone: assign revision first");
    }
    replace("revision", before.location(), before.id().value(), id);
    header("Revision ID:", before.id().value(), id);
    after = with(new RevisionId(id), after.parents(), after.dependsOn());
  }

  /** Writes another name for a revision that this one names as a parent or a dependency. */
  void reference(String old, String id) throws EditRefusedException {
    if (before.parents().contains(new RevisionId(old))) {
      parent(old, id);
    }
    if (before.dependsOn().contains(old)) {
      replace("depends_on", before.dependsOnLocation(), old, id);
      after = with(after.id(), after.parents(), renamed(after.dependsOn(), old, id));
    }
  }

  /** Puts another parent in the place of one. */
  void parent(String old, String id) throws EditRefusedException {
    replace("down_revision", before.parentsLocation(), old, id);
    header("Revises:", old, id);
    List<RevisionId> parents = new ArrayList<>(after.parents());
    parents.replaceAll(parent -> parent.value().equals(old) ? new RevisionId(id) : parent);
    after = with(after.id(), parents, after.dependsOn());
  }

  /** Gives a parent to a revision that has none. */
  void firstParent(String id) throws EditRefusedException {
    List<ModuleStrings.Literal> nones =
        literals("down_revision", before.parentsLocation()).stream()
            .filter(literal -> literal.value().isEmpty())
            .toList();
    if (nones.size() != 1) {
      throw computed("down_revision", before.parentsLocation());
    }
    edit(nones.getFirst().start(), nones.getFirst().end(), ModuleStrings.spell(id, quotes()));
    header("Revises:", "", id);
    after = with(after.id(), List.of(new RevisionId(id)), after.dependsOn());
  }

  /** The change, once it is certain that the file will say what it should. */
  FileChange.Rewrite finish(RevisionParser parser) throws EditRefusedException {
    FileChange.Rewrite change;
    try {
      change = new FileChange.Rewrite(before.file(), target, Bytes.of(source), edits);
    } catch (IllegalArgumentException overlap) {
      throw computed("revision", before.location());
    }
    Optional<Revision> read = parser.parse(target, change.after().toArray());
    if (read.isEmpty() || !saysTheSame(read.get())) {
      throw computed("an identifier", before.location());
    }
    return change;
  }

  /** The revision as it will be read. */
  Revision after() {
    return after;
  }

  private boolean saysTheSame(Revision read) {
    return read.id().equals(after.id())
        && read.parents().equals(after.parents())
        && read.dependsOn().equals(after.dependsOn())
        && read.branchLabels().equals(after.branchLabels());
  }

  private Revision with(RevisionId id, List<RevisionId> parents, List<String> dependsOn) {
    return new Revision(
        id,
        parents,
        dependsOn,
        before.branchLabels(),
        target,
        before.lines(),
        before.fingerprint());
  }

  private static List<String> renamed(List<String> names, String old, String id) {
    List<String> renamed = new ArrayList<>(names);
    UnaryOperator<String> other = name -> name.equals(old) ? id : name;
    renamed.replaceAll(other);
    return renamed;
  }

  private void replace(String attribute, SourceLocation at, String old, String id)
      throws EditRefusedException {
    boolean found = false;
    for (ModuleStrings.Literal literal : literals(attribute, at)) {
      if (literal.value().isPresent() && literal.value().get().equals(old)) {
        edit(literal.start(), literal.end(), ModuleStrings.spell(id, written(literal)));
        found = true;
      }
    }
    if (!found) {
      throw computed(attribute, at);
    }
  }

  private List<ModuleStrings.Literal> literals(String attribute, SourceLocation at)
      throws EditRefusedException {
    try {
      return ModuleStrings.ofAssignment(source, attribute, at.line());
    } catch (PythonSyntaxException changed) {
      throw notAsRead();
    }
  }

  /** The quotes that the file uses for its id. */
  private String quotes() throws EditRefusedException {
    for (ModuleStrings.Literal literal : literals("revision", before.location())) {
      if (literal.value().isPresent()) {
        return written(literal);
      }
    }
    return "\"\"";
  }

  private String written(ModuleStrings.Literal literal) {
    return new String(source, literal.start(), literal.end() - literal.start(), encoding);
  }

  // --- the docstring ---------------------------------------------------------------------------

  /** Writes the docstring's line anew, where it says what it should; Alembic does not read it. */
  private void header(String label, String old, String id) throws EditRefusedException {
    Optional<ModuleStrings.Literal> docstring;
    try {
      docstring = ModuleStrings.docstring(source);
    } catch (PythonSyntaxException changed) {
      throw notAsRead();
    }
    boolean plain = id.chars().allMatch(c -> c > ' ' && c < 127 && "\\'\"".indexOf(c) < 0);
    if (docstring.isEmpty() || !plain) {
      return;
    }
    int end = docstring.get().end();
    for (int line = docstring.get().start(); line < end; line = lineEnd(line, end) + 1) {
      String text = new String(source, line, lineEnd(line, end) - line, encoding);
      if (text.stripLeading().startsWith(label) && text.chars().allMatch(c -> c < 128)) {
        int value = line + text.indexOf(label) + label.length();
        word(value, line + text.stripTrailing().length(), old, id);
        return;
      }
    }
  }

  /** Replaces one of the words between commas. */
  private void word(int from, int to, String old, String id) {
    if (old.isEmpty()) {
      if (to <= from) {
        boolean spaced = from < source.length && source[from] == ' ';
        int place = spaced ? from + 1 : from;
        edit(place, place, spaced ? id : " " + id);
      }
      return;
    }
    int start = from;
    while (start < to) {
      int comma = start;
      while (comma < to && source[comma] != ',') {
        comma++;
      }
      String word = new String(source, start, comma - start, encoding);
      if (word.strip().equals(old)) {
        int first = start + word.indexOf(old);
        edit(first, first + old.length(), id);
      }
      start = comma + 1;
    }
  }

  private int lineEnd(int from, int limit) {
    int end = from;
    while (end < limit && source[end] != '\n' && source[end] != '\r') {
      end++;
    }
    return end;
  }

  // --- words -----------------------------------------------------------------------------------

  private void edit(int start, int end, String text) {
    edits.add(new TokenEdit(start, end, Bytes.of(text, encoding)));
  }

  private static EditRefusedException computed(String attribute, SourceLocation at) {
    return refused(
        at,
        "gives "
            + attribute
            + " in a form that cannot be edited safely: write it as a plain string, or edit it by"
            + " hand");
  }

  private EditRefusedException notAsRead() {
    return refused(
        SourceLocation.wholeFile(before.file()), "has changed since it was read: run it again");
  }

  private static EditRefusedException refused(SourceLocation at, String reason) {
    return new EditRefusedException(at + " " + reason);
  }
}
