package io.migrationgate.cli;

import io.migrationgate.adapter.temporary.TemporaryFolder;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A copy of the files that make chains, each at its own absolute path below a temporary root; gone
 * when closed.
 */
final class TreeCopy implements AutoCloseable {

  private static final List<String> KINDS =
      List.of(".py", ".mako", ".ini", ".toml", ".cfg", ".conf", ".plan", ".sql");

  /** More than any project has, and few enough to write in seconds. */
  private static final int MAX_FILES = 100_000;

  private static final int MAX_FILE = 16 << 20;

  private final FileTree original;
  private final TemporaryFolder folder;
  private final Map<Path, Optional<byte[]>> changed = new HashMap<>();
  private int files;

  private TreeCopy(FileTree original, TemporaryFolder folder) {
    this.original = original;
    this.folder = folder;
  }

  /**
   * Copies what lies in and below these folders.
   *
   * @param folders paths in the tree; what does not exist is passed over
   */
  static TreeCopy of(FileTree original, List<String> folders)
      throws IOException, UnreadableException {
    TreeCopy copy = new TreeCopy(original, TemporaryFolder.create());
    try {
      copy.copyAll(folders);
      return copy;
    } catch (IOException | UnreadableException | RuntimeException failure) {
      copy.close();
      throw failure;
    }
  }

  /** The copy, seen as the original is. */
  FileTree tree() {
    return original.copiedTo(folder.root());
  }

  /** The text of a file of the copy's tree. */
  String text(String path) {
    try {
      // Whatever its encoding: every byte is written back as it was.
      return Files.readString(place(path), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Writes files of the copy's tree, new ones too, until {@link #undo}. */
  void change(Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path place = place(text.getKey());
      changed.put(
          place, Files.exists(place) ? Optional.of(Files.readAllBytes(place)) : Optional.empty());
      Files.writeString(place, text.getValue(), StandardCharsets.ISO_8859_1);
    }
  }

  void undo() throws IOException {
    for (Map.Entry<Path, Optional<byte[]>> before : changed.entrySet()) {
      if (before.getValue().isPresent()) {
        Files.write(before.getKey(), before.getValue().get());
      } else {
        Files.delete(before.getKey());
      }
    }
    changed.clear();
  }

  private Path place(String path) throws IOException {
    return folder.at(tree().absolute(path));
  }

  private void copyAll(List<String> folders) throws IOException, UnreadableException {
    Files.createDirectories(place(original.workingDirectory()));
    Deque<String> ahead = new ArrayDeque<>();
    for (String each : folders) {
      ahead.add(original.absolute(each));
    }
    Set<String> seen = new HashSet<>();
    while (!ahead.isEmpty()) {
      String current = ahead.pop();
      if (!seen.add(current) || !original.isFolder(current)) {
        continue;
      }
      Files.createDirectories(place(current));
      for (Folder.Entry entry : original.list(current).entries()) {
        String path = (current.equals("/") ? "" : current) + "/" + entry.name();
        switch (entry.kind()) {
          case FOLDER -> {
            if (!entry.link() && !isForeign(entry.name())) {
              ahead.add(path);
            }
          }
          case FILE -> copy(path, entry);
          case SPECIAL, BROKEN_LINK -> {}
        }
      }
    }
  }

  private static boolean isForeign(String folder) {
    return folder.startsWith(".") || folder.equals("node_modules") || folder.equals("__pycache__");
  }

  private void copy(String path, Folder.Entry entry) throws IOException, UnreadableException {
    if (KINDS.stream().noneMatch(entry.name()::endsWith)) {
      return;
    }
    if (++files > MAX_FILES) {
      throw new UnreadableException(
          original.display(path),
          "is one of more than " + MAX_FILES + " files; give the folder with the migrations");
    }
    Files.write(place(path), original.read(path, MAX_FILE));
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
