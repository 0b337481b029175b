package io.migrationgate.core.lint;

import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds SQL files and scripts below a folder. */
final class FileWalk {

  private static final int MAX_ENTRIES = 2_000_000;

  private static final Set<String> NEVER_OURS =
      Set.of("__pycache__", "node_modules", "site-packages", "dist-packages");

  /** Where build servers keep their scripts; other hidden folders are passed over. */
  private static final Set<String> BUILD_SERVERS =
      Set.of(".github", ".forgejo", ".gitea", ".gitlab", ".woodpecker", ".circleci", ".buildkite");

  private static final List<String> SCRIPT_NAMES =
      List.of("dockerfile", "containerfile", "makefile", "gnumakefile", "justfile", "procfile");

  private static final List<String> SCRIPT_ENDINGS =
      List.of(".sh", ".bash", ".zsh", ".mk", ".yml", ".yaml", ".dockerfile", ".containerfile");

  private final FileTree tree;
  private final List<String> sqlFiles = new ArrayList<>();
  private final List<String> scripts = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private int entries;

  FileWalk(FileTree tree) {
    this.tree = tree;
  }

  /** Absolute paths, in order of folder and name. */
  List<String> sqlFiles() {
    return sqlFiles;
  }

  List<String> scripts() {
    return scripts;
  }

  /** Folders that could not be listed, with the reason. */
  List<String> unread() {
    return unread;
  }

  void below(String start) {
    Deque<Folder> open = new ArrayDeque<>();
    list(start, open);
    while (!open.isEmpty()) {
      Folder folder = open.remove();
      entries += folder.entries().size();
      if (entries > MAX_ENTRIES) {
        unread.add(
            tree.display(start)
                + " holds more than "
                + MAX_ENTRIES
                + " files: give a folder in it");
        return;
      }
      String prefix = folder.path().equals("/") ? "/" : folder.path() + "/";
      for (Folder.Entry entry : folder.entries()) {
        if (entry.link()) {
          continue;
        }
        if (entry.isFile()) {
          file(prefix + entry.name(), entry.name().toLowerCase(Locale.ROOT));
        } else if (entry.kind() == Folder.Kind.FOLDER && isWorthAWalk(entry.name())) {
          list(prefix + entry.name(), open);
        }
      }
    }
  }

  private void list(String path, Deque<Folder> open) {
    try {
      Folder folder = tree.list(path);
      if (!folder.hasFile("pyvenv.cfg")) {
        open.add(folder);
      }
    } catch (UnreadableException closed) {
      unread.add(closed.getMessage());
    }
  }

  private void file(String path, String name) {
    if (name.endsWith(".sql")) {
      sqlFiles.add(path);
    } else if (isScript(name)) {
      scripts.add(path);
    }
  }

  private static boolean isScript(String name) {
    return SCRIPT_ENDINGS.stream().anyMatch(name::endsWith)
        || SCRIPT_NAMES.stream()
            .anyMatch(known -> name.equals(known) || name.startsWith(known + "."))
        || name.equals("entrypoint")
        || name.equals("docker-entrypoint");
  }

  private static boolean isWorthAWalk(String name) {
    return name.startsWith(".") ? BUILD_SERVERS.contains(name) : !NEVER_OURS.contains(name);
  }
}
