package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Loads the revision files of a chain in the order in which Alembic loads them. */
final class RevisionFolder {

  /** A thousand times a large migration; beyond that something else has been named {@code .py}. */
  static final int MAX_FILE = 16 << 20;

  /** More would be no chain, and has to fit into the memory of a small machine. */
  private static final int MAX_FILES = 250_000;

  /** Fewer are read while the JVM is still compiling, which takes the second core. */
  private static final int WORTH_THREADS = 2_048;

  /** What the files of a chain give. */
  record Contents(List<Revision> revisions, List<GraphProblem> problems) {}

  private record Candidate(String shown, Folder.Entry entry) {}

  private final FileTree tree;
  private final AlembicSettings settings;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<GraphProblem> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  RevisionFolder(FileTree tree, AlembicSettings settings) {
    this.tree = tree;
    this.settings = settings;
  }

  /** Whether Alembic loads a file of this name as source. */
  static boolean isSource(String name) {
    return name.endsWith(".py")
        && !name.startsWith(".#")
        && !name.startsWith("__init__")
        && name.indexOf('\n') < 0;
  }

  Contents read() {
    for (String folder : settings.versionFolders()) {
      if (!tree.exists(folder)) {
        problems.add(new GraphProblem.MissingLocation(settings.source(), tree.display(folder)));
      } else if (tree.isFolder(folder)) {
        list(folder);
      }
    }
    return load();
  }

  private void list(String path) {
    Folder folder;
    try {
      folder = tree.list(path);
    } catch (UnreadableException closed) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(tree.display(path)), closed.reason()));
      return;
    }
    String shown = tree.display(path);
    String prefix = shown.equals(".") ? "" : shown.endsWith("/") ? shown : shown + "/";
    for (Folder.Entry entry : folder.entries()) {
      if (entry.kind() != Folder.Kind.FOLDER) {
        consider(prefix, folder, entry);
      }
    }
    if (settings.sourceless() && folder.hasFolder("__pycache__")) {
      orphanedCompiledFiles(folder, prefix);
    }
    if (settings.recursive()) {
      for (Folder.Entry entry : folder.entries()) {
        if (entry.kind() == Folder.Kind.FOLDER
            && !entry.link()
            && !entry.name().endsWith("__pycache__")) {
          list(path + "/" + entry.name());
        }
      }
    }
  }

  private void consider(String prefix, Folder folder, Folder.Entry entry) {
    // The name that counts is the one behind a link.
    String name = entry.link() ? nameOf(entry.realPath()) : entry.name();
    String shown = prefix + entry.name();
    if (isSource(name)) {
      add(shown, entry);
    } else if (settings.sourceless()
        && isCompiled(name)
        && !folder.hasFile(name.substring(0, name.length() - 1))) {
      problems.add(compiled(shown));
    }
  }

  private void add(String shown, Folder.Entry entry) {
    SourceLocation location = SourceLocation.wholeFile(shown);
    switch (entry.kind()) {
      case BROKEN_LINK ->
          problems.add(
              new GraphProblem.InvalidFile(
                  location, "is a link to a file that does not exist here"));
      case SPECIAL -> problems.add(new GraphProblem.Undecided(location, "is not a regular file"));
      case FILE -> {
        if (seen.add(entry.realPath())) {
          candidates.add(new Candidate(shown, entry));
        } else {
          problems.add(new GraphProblem.FileReachedTwice(location));
        }
      }
      case FOLDER -> {}
    }
  }

  private void orphanedCompiledFiles(Folder folder, String prefix) {
    Set<String> sources = new HashSet<>();
    folder.entries().forEach(entry -> sources.add(stem(entry.name())));
    try {
      for (Folder.Entry entry : tree.list(folder.path() + "/__pycache__").entries()) {
        if (isCompiled(entry.name()) && !sources.contains(stem(entry.name()))) {
          problems.add(compiled(prefix + "__pycache__/" + entry.name()));
        }
      }
    } catch (UnreadableException closed) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(prefix + "__pycache__"), closed.reason()));
    }
  }

  private static boolean isCompiled(String name) {
    return (name.endsWith(".pyc") || name.endsWith(".pyo"))
        && !name.startsWith(".#")
        && !name.startsWith("__init__");
  }

  private static GraphProblem compiled(String shown) {
    return new GraphProblem.Undecided(
        SourceLocation.wholeFile(shown),
        "is compiled, and its source is not there: only the right Python could read it");
  }

  private static String stem(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Contents load() {
    if (candidates.size() > MAX_FILES) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(tree.display(settings.scriptFolder())),
              "leads to more than " + MAX_FILES + " files"));
      return new Contents(List.of(), problems);
    }
    RevisionFile[] files = new RevisionFile[candidates.size()];
    if (files.length >= WORTH_THREADS) {
      Arrays.parallelSetAll(files, index -> load(candidates.get(index)));
    } else {
      for (int i = 0; i < files.length; i++) {
        files[i] = load(candidates.get(i));
      }
    }
    List<Revision> revisions = new ArrayList<>(files.length);
    for (RevisionFile file : files) {
      switch (file) {
        case RevisionFile.Read(Revision revision) -> revisions.add(revision);
        case RevisionFile.Refused(GraphProblem.FileProblem problem) -> problems.add(problem);
      }
    }
    return new Contents(revisions, problems);
  }

  private RevisionFile load(Candidate candidate) {
    try {
      return RevisionFileReader.read(
          candidate.shown(), tree.readListed(candidate.entry(), MAX_FILE));
    } catch (UnreadableException unreadable) {
      return new RevisionFile.Refused(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(candidate.shown()), unreadable.reason()));
    }
  }
}
