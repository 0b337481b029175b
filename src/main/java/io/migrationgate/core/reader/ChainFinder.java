package io.migrationgate.core.reader;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds every chain below a folder. */
public final class ChainFinder {

  /** Enough for any repository; a walk from the root of a machine ends here instead of nowhere. */
  private static final int MAX_ENTRIES = 2_000_000;

  private static final Set<String> NEVER_OURS =
      Set.of("__pycache__", "node_modules", "site-packages", "dist-packages");

  private final List<MigrationReader> readers;

  /**
   * Asks these readers.
   *
   * @param readers those first that know a configuration by its name: Alembic's may have any
   */
  public ChainFinder(List<MigrationReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /**
   * The chains at a path: a folder to search, a configuration file, or a folder of revisions.
   *
   * @return at least one chain, in order of name
   * @throws UnreadableException if the path cannot be read, or there is no chain
   */
  public List<ChainSource> find(FileTree tree, String path) throws UnreadableException {
    return find(tree, path, List.of());
  }

  /**
   * As {@link #find(FileTree, String)}, with the chains that the project names itself: they take
   * the place of what is found in their folders.
   */
  public List<ChainSource> find(FileTree tree, String path, List<ChainSource> named)
      throws UnreadableException {
    List<ChainSource> meant = concerned(tree, path, named);
    List<ChainSource> found =
        meant.isEmpty()
            ? new ArrayList<>(findAny(tree, path))
            : withoutConfigured(findAny(tree, path), meant);
    found.addAll(meant);
    if (found.isEmpty()) {
      throw new UnreadableException(
          tree.display(path),
          tree.isFile(path)
              ? path.endsWith(".sql")
                  ? "belongs to no chain that can be read"
                  : "configures no chain that can be read"
              : "holds no migration chain: no alembic.ini, no [tool.alembic], no versions folder, no"
                  + " sqitch.plan, no numbered files that a tool is known by");
    }
    return unique(found);
  }

  /** The named chains that lie below a path, or that it is a part of. */
  private static List<ChainSource> concerned(FileTree tree, String path, List<ChainSource> named) {
    List<ChainSource> concerned = new ArrayList<>();
    for (ChainSource source : named) {
      String start = tree.realPath(path);
      boolean meant = source.claims().isEmpty();
      for (String claim : source.claims()) {
        meant |= isIn(claim, start) || isIn(start, claim);
      }
      if (meant) {
        concerned.add(source);
      }
    }
    return concerned;
  }

  private static boolean isIn(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder.equals("/") ? "/" : folder + "/");
  }

  private List<ChainSource> findAny(FileTree tree, String path) throws UnreadableException {
    if (!tree.isFile(path)) {
      return below(tree, tree.list(path));
    }
    return path.endsWith(".py") || path.endsWith(".sql")
        ? holding(tree, path)
        : configuredBy(tree, path);
  }

  /** The chains that a source file belongs to, as hooks name the files that a change touches. */
  private List<ChainSource> holding(FileTree tree, String file) throws UnreadableException {
    String path = tree.absolute(file);
    String folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    String realFolder = tree.realPath(folder);
    List<ChainSource> holding = new ArrayList<>(below(tree, tree.list(tree.workingDirectory())));
    holding.removeIf(source -> !belongsTo(source, path, realFolder));
    return holding.isEmpty() ? below(tree, tree.list(folder)) : holding;
  }

  /** Alembic's folders are told one by one; a numbered chain's may have others in them. */
  private static boolean belongsTo(ChainSource source, String path, String realFolder) {
    for (String claim : source.claims()) {
      boolean below = path.endsWith(".sql") && isIn(realFolder, claim);
      if (below || realFolder.equals(claim)) {
        return true;
      }
    }
    return false;
  }

  private List<ChainSource> configuredBy(FileTree tree, String file) {
    for (MigrationReader reader : readers) {
      List<ChainSource> found = reader.configuredBy(tree, file);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<ChainSource> below(FileTree tree, Folder start) throws UnreadableException {
    List<ChainSource> configured = new ArrayList<>();
    List<ChainSource> laidOut = new ArrayList<>();
    Deque<Folder> open = new ArrayDeque<>();
    open.add(start);
    int entries = 0;
    while (!open.isEmpty()) {
      Folder folder = open.remove();
      entries += folder.entries().size();
      if (entries > MAX_ENTRIES) {
        throw new UnreadableException(
            tree.display(start.path()),
            "holds more than " + MAX_ENTRIES + " files: give the folder of the chain instead");
      }
      for (MigrationReader reader : readers) {
        configured.addAll(reader.configuredIn(tree, folder, start.path()));
        laidOut.addAll(reader.laidOutIn(tree, folder, start.path()));
      }
      for (Folder.Entry entry : folder.entries()) {
        if (isWorthAWalk(entry)) {
          String child =
              folder.path().equals("/") ? "/" + entry.name() : folder.path() + "/" + entry.name();
          Folder below = listOrNothing(tree, child);
          if (!below.hasFile("pyvenv.cfg")) {
            open.add(below);
          }
        }
      }
    }
    List<ChainSource> found = withoutConfigured(laidOut, configured);
    found.addAll(configured);
    if (found.isEmpty()) {
      for (MigrationReader reader : readers) {
        found.addAll(reader.filesIn(tree, start));
      }
    }
    return found;
  }

  /** Links are not walked: what they lead to is found at its own place, or is none of ours. */
  private static boolean isWorthAWalk(Folder.Entry entry) {
    return entry.kind() == Folder.Kind.FOLDER
        && !entry.link()
        && !entry.name().startsWith(".")
        && !NEVER_OURS.contains(entry.name());
  }

  private static Folder listOrNothing(FileTree tree, String path) {
    try {
      return tree.list(path);
    } catch (UnreadableException closed) {
      // A folder that this user may not list is passed over as long as no chain leads into it.
      return new Folder(path, List.of());
    }
  }

  private static List<ChainSource> withoutConfigured(
      List<ChainSource> laidOut, List<ChainSource> configured) {
    Set<String> taken = new HashSet<>();
    configured.forEach(source -> taken.addAll(source.claims()));
    List<ChainSource> rest = new ArrayList<>();
    for (ChainSource source : laidOut) {
      if (Collections.disjoint(source.claims(), taken)) {
        rest.add(source);
      }
    }
    return rest;
  }

  private static List<ChainSource> unique(List<ChainSource> found) {
    Map<String, Integer> uses = new HashMap<>();
    found.forEach(source -> uses.merge(source.name(), 1, Integer::sum));
    List<ChainSource> named = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (ChainSource source : found) {
      String name = source.name();
      if (uses.getOrDefault(name, 0) > 1) {
        name = name + ":" + source.qualifier();
      }
      String candidate = name;
      for (int number = 2; !taken.add(candidate); number++) {
        candidate = name + ":" + number;
      }
      named.add(new Renamed(candidate, source));
    }
    named.sort((one, other) -> one.name().compareTo(other.name()));
    return named;
  }

  /** A chain under the name that a person has given it. */
  public static ChainSource renamed(String name, ChainSource source) {
    return new Renamed(name, source);
  }

  private record Renamed(String name, ChainSource source) implements ChainSource {
    @Override
    public String qualifier() {
      return source.qualifier();
    }

    @Override
    public List<String> locations() {
      return source.locations();
    }

    @Override
    public List<String> claims() {
      return source.claims();
    }

    @Override
    public MigrationChain read() {
      return source.read().named(name);
    }

    @Override
    public Optional<ChainEditor> editor() {
      return source.editor();
    }

    @Override
    public Map<RevisionId, String> revertScripts() {
      return source.revertScripts();
    }

    @Override
    public MigrationChain readFrom(FileTree other) {
      return source.readFrom(other).named(name);
    }
  }
}
