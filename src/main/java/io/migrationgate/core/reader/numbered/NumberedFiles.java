package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a chain from the names of its files; what is in them is nobody's business here. */
final class NumberedFiles {

  /** Deeper than any project; a walk through linked folders ends here. */
  private static final int MAX_DEPTH = 32;

  /** More files of one number than this are not drawn beside each other. */
  private static final int MAX_ABREAST = 8;

  private record Numbered(NumberedName.Fits name, Revision revision, String fileName) {}

  /** The files of one number, by what they do. */
  private record Step(List<Numbered> ups, List<Numbered> downs, List<Numbered> baselines) {
    Step() {
      this(new ArrayList<>(1), new ArrayList<>(1), new ArrayList<>(0));
    }

    List<Numbered> of(NumberedName.Role role) {
      return switch (role) {
        case UP -> ups;
        case DOWN -> downs;
        case BASELINE -> baselines;
      };
    }
  }

  private final FileTree tree;
  private final NamingScheme scheme;
  private final TreeMap<Version, Step> steps = new TreeMap<>();
  private final Map<String, List<Revision>> repeatables = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Revision> revisions = new ArrayList<>();
  private final List<GraphProblem> problems = new ArrayList<>();

  private NumberedFiles(FileTree tree, NamingScheme scheme) {
    this.tree = tree;
    this.scheme = scheme;
  }

  static NumberedFiles in(FileTree tree, String folder, NamingScheme scheme) {
    NumberedFiles files = new NumberedFiles(tree, scheme);
    files.list(folder, 0);
    files.link();
    return files;
  }

  /**
   * The files that apply something, wherever they lie; what takes back is not among the revisions
   * of a chain.
   */
  static NumberedFiles among(List<Revision> applying, FileTree tree, NamingScheme scheme) {
    NumberedFiles files = new NumberedFiles(tree, scheme);
    for (Revision revision : applying) {
      String name = revision.fileName();
      if (scheme.read(name) instanceof NumberedName.Fits fits) {
        files.add(fits, revision(name, revision.file()), name);
      }
    }
    files.link();
    return files;
  }

  /** What is in a part of a folder: nothing is said of what only the whole folder shows. */
  static NumberedFiles partOf(FileTree tree, String folder, NamingScheme scheme) {
    NumberedFiles files = new NumberedFiles(tree, scheme);
    if (tree.exists(folder)) {
      files.list(folder, 0);
    }
    List<GraphProblem> ofFiles = List.copyOf(files.problems);
    files.link();
    files.problems.clear();
    files.problems.addAll(ofFiles);
    return files;
  }

  List<Revision> revisions() {
    return revisions;
  }

  List<GraphProblem> problems() {
    return problems;
  }

  private void list(String path, int depth) {
    Folder folder;
    String shown = tree.display(path);
    try {
      folder = tree.list(path);
    } catch (UnreadableException closed) {
      problems.add(new GraphProblem.Undecided(SourceLocation.wholeFile(shown), closed.reason()));
      return;
    }
    String prefix = shown.equals(".") ? "" : shown.endsWith("/") ? shown : shown + "/";
    for (Folder.Entry entry : folder.entries()) {
      boolean below = entry.kind() == Folder.Kind.FOLDER && !entry.link() && depth < MAX_DEPTH;
      if (below && scheme.isRecursive()) {
        list(path + "/" + entry.name(), depth + 1);
      } else {
        consider(prefix + entry.name(), entry);
      }
    }
  }

  private void consider(String shown, Folder.Entry entry) {
    SourceLocation location = SourceLocation.wholeFile(shown);
    switch (scheme.read(entry.name())) {
      case NumberedName.Fits fits -> {
        if (entry.kind() == Folder.Kind.BROKEN_LINK) {
          problems.add(
              new GraphProblem.InvalidFile(
                  location, "is a link to a file that does not exist here"));
        } else {
          add(fits, revision(entry.name(), shown), entry.name());
        }
      }
      case NumberedName.Repeatable(String description) ->
          repeatables
              .computeIfAbsent(description, each -> new ArrayList<>(1))
              .add(revision(entry.name(), shown));
      case NumberedName.Misnamed(String reason, String remedy) ->
          problems.add(new GraphProblem.MisnamedFile(location, reason, remedy));
      case NumberedName.NotOurs other -> {}
    }
  }

  private void add(NumberedName.Fits fits, Revision revision, String name) {
    steps
        .computeIfAbsent(fits.version(), version -> new Step())
        .of(fits.role())
        .add(new Numbered(fits, revision, name));
  }

  private static Revision revision(String name, String shown) {
    return new Revision(
        new RevisionId(name),
        List.of(),
        List.of(),
        List.of(),
        shown,
        new Revision.Lines(0, 0, 0, 0),
        0);
  }

  // --- what follows what -------------------------------------------------------------------------

  private void link() {
    List<RevisionId> before = List.of();
    Map.Entry<Version, Step> last = null;
    for (Map.Entry<Version, Step> entry : steps.entrySet()) {
      Step step = entry.getValue();
      if (step.ups().isEmpty() && step.baselines().isEmpty()) {
        for (Numbered down : step.downs()) {
          problems.add(new GraphProblem.MissingUp(down.revision().location(), numberOf(down)));
        }
        continue;
      }
      refuseDuplicates(step.ups(), step);
      refuseDuplicates(step.downs(), step);
      refuseDuplicates(step.baselines(), step);
      before = add(step.ups().isEmpty() ? step.baselines() : step.ups(), before);
      if (last != null && scheme.counts()) {
        noteGap(last, entry);
      }
      last = entry;
    }
    for (List<Revision> same : repeatables.values()) {
      if (same.size() > 1) {
        problems.add(new GraphProblem.DuplicateNumber("R", same, List.of()));
      }
    }
  }

  private List<RevisionId> add(List<Numbered> files, List<RevisionId> before) {
    List<RevisionId> added = new ArrayList<>(files.size());
    for (Numbered file : files) {
      Revision linked = named(file, before);
      revisions.add(linked);
      if (added.size() < MAX_ABREAST) {
        added.add(linked.id());
      }
    }
    return added;
  }

  /** The name without its ending, as people speak of it, as long as that is unique. */
  private Revision named(Numbered file, List<RevisionId> parents) {
    Revision revision = file.revision();
    String name = file.fileName();
    NumberedName.Fits fits = file.name();
    int slugAt = name.indexOf(fits.slug(), fits.numberTo());
    String id = name.substring(0, slugAt + fits.slug().length());
    if (!ids.add(id)) {
      id = revision.file();
      ids.add(id);
    }
    return new Revision(
        new RevisionId(id),
        parents,
        List.of(),
        List.of(),
        revision.file(),
        revision.lines(),
        revision.fingerprint());
  }

  // --- what is wrong -----------------------------------------------------------------------------

  private void refuseDuplicates(List<Numbered> files, Step step) {
    boolean said = files == step.downs() && step.ups().size() > 1;
    if (files.size() < 2 || said) {
      return;
    }
    Numbered moved = files.getLast();
    String free = freeLike(moved);
    List<GraphProblem.Renaming> renamings = new ArrayList<>();
    renamings.add(renaming(moved, free));
    if (files == step.ups()) {
      for (Numbered down : step.downs()) {
        if (down.name().slug().equals(moved.name().slug())) {
          renamings.add(renaming(down, free));
        }
      }
    }
    problems.add(
        new GraphProblem.DuplicateNumber(
            numberOf(moved), files.stream().map(Numbered::revision).toList(), renamings));
  }

  private static GraphProblem.Renaming renaming(Numbered file, String number) {
    String name = file.fileName();
    String path = file.revision().file();
    return new GraphProblem.Renaming(
        path,
        path.substring(0, path.length() - name.length())
            + name.substring(0, file.name().numberFrom())
            + number
            + name.substring(file.name().numberTo()));
  }

  /** The number after the last one, written like this file's. */
  private String freeLike(Numbered file) {
    List<BigInteger> parts = new ArrayList<>(steps.lastKey().parts());
    parts.set(parts.size() - 1, parts.getLast().add(BigInteger.ONE));
    String written = numberOf(file);
    char separator = written.indexOf('_') >= 0 ? '_' : '.';
    StringBuilder free = new StringBuilder();
    for (BigInteger part : parts) {
      free.append(free.isEmpty() ? "" : separator).append(part);
    }
    boolean single = written.indexOf('.') < 0 && written.indexOf('_') < 0;
    return single
        ? "0".repeat(Math.max(0, written.length() - free.length())) + free
        : free.toString();
  }

  private static String numberOf(Numbered file) {
    return file.fileName().substring(file.name().numberFrom(), file.name().numberTo());
  }

  private void noteGap(Map.Entry<Version, Step> before, Map.Entry<Version, Step> after) {
    BigInteger first = before.getKey().parts().getFirst().add(BigInteger.ONE);
    BigInteger last = after.getKey().parts().getFirst().subtract(BigInteger.ONE);
    if (first.compareTo(last) > 0) {
      return;
    }
    Numbered upper = after.getValue().ups().getFirst();
    Numbered lower = before.getValue().ups().getFirst();
    int width = numberOf(upper).length();
    problems.add(
        new GraphProblem.NumberGap(
            first.equals(last)
                ? padded(first, width)
                : padded(first, width) + " to " + padded(last, width),
            lower.revision(),
            upper.revision()));
  }

  private static String padded(BigInteger number, int width) {
    String digits = number.toString();
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
