package io.migrationgate.adapter.temporary;

import io.migrationgate.core.reader.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A part of the project as another commit has it. Paths inside are those of the project itself, so
 * that a chain's settings lead to the same places; nothing outside is read through it.
 */
public final class TemporaryTree implements AutoCloseable {

  private final TemporaryFolder folder;
  private final String project;

  private TemporaryTree(TemporaryFolder folder, String project) {
    this.folder = folder;
    this.project = project;
  }

  /**
   * An empty one.
   *
   * @param project the absolute path of the project that it stands for
   */
  public static TemporaryTree of(String project) throws IOException {
    return new TemporaryTree(TemporaryFolder.create(), project);
  }

  /** Writes a file; {@code path} from the project's root, with slashes. */
  public void write(String path, byte[] content) throws IOException {
    Files.write(place(path), content);
  }

  /** Makes a symbolic link as the repository keeps it. */
  public void link(String path, byte[] target) throws IOException {
    String text = new String(target, StandardCharsets.UTF_8);
    try {
      Files.createSymbolicLink(place(path), folder.root().getFileSystem().getPath(text));
    } catch (InvalidPathException unencodable) {
      throw new IOException(unencodable);
    }
  }

  /** The files, seen from the project's root. */
  public FileTree files() {
    return FileTree.host(Path.of(project)).copiedTo(folder.root());
  }

  private Path place(String path) throws IOException {
    return folder.place(project + "/" + path);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
