package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes to one revision file as a shell command. Perl, because it is wherever git is, and edits
 * in place in the same way on every system.
 */
final class SourceEdit {

  private static final String NONE = "None";

  private final String file;
  private final List<String> steps = new ArrayList<>();
  private Optional<String> renamed = Optional.empty();
  private boolean possible = true;

  SourceEdit(Revision revision) {
    this.file = revision.file();
  }

  /** The command that lets a revision follow another. */
  static Optional<String> reparent(Revision revision, String parent) {
    return new SourceEdit(revision).parent(revision, parent).command();
  }

  SourceEdit id(Revision revision, String id) {
    replace(revision.location(), revision.id().value(), id);
    String name = revision.fileName();
    if (name.startsWith(revision.id().value())) {
      String folder = file.substring(0, file.length() - name.length());
      renamed = Optional.of(folder + id + name.substring(revision.id().value().length()));
    }
    return this;
  }

  SourceEdit parent(Revision revision, String parent) {
    List<RevisionId> parents = revision.parents();
    if (parents.isEmpty()) {
      replace(revision.parentsLocation(), NONE, parent);
    } else if (parents.size() == 1) {
      replace(revision.parentsLocation(), parents.getFirst().value(), parent);
    } else {
      possible = false;
    }
    return this;
  }

  /** The whole as one line; empty where no line can be trusted to do it. */
  Optional<String> command() {
    if (!possible || steps.isEmpty()) {
      return Optional.empty();
    }
    String target = renamed.orElse(file);
    String edit = "perl -pi -e '" + String.join("; ", steps) + "' " + ShellWord.quote(target);
    return Optional.of(
        renamed.isEmpty()
            ? edit
            : "mv " + ShellWord.quote(file) + " " + ShellWord.quote(target) + " && " + edit);
  }

  private void replace(SourceLocation at, String old, String id) {
    possible &= at.line() > 0 && isPlain(old) && isPlain(id);
    String pattern =
        old.equals(NONE) ? "\\bNone\\b" : "([\"\\x27])" + old.replace(".", "\\.") + "\\1";
    steps.add("s/" + pattern + "/\"" + id + "\"/ if $. == " + at.line());
  }

  /** Anything else might mean something to the shell or to Perl. */
  private static boolean isPlain(String text) {
    return text.chars()
        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.'));
  }
}
