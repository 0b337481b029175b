package io.migrationgate.adapter.temporary;

import io.migrationgate.core.reader.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A part of the project as another commit has it. Paths inside are those of the project itself, so
 * that a chain's settings lead to the same places; nothing outside is read through it.
 */
public final class TemporaryTree implements AutoCloseable {

  private final Path root;
  private final String project;

  private TemporaryTree(Path root, String project) {
    this.root = root;
    this.project = project;
  }

  /**
   * An empty one.
   *
   * @param project the absolute path of the project that it stands for
   */
  public static TemporaryTree of(String project) throws IOException {
    return new TemporaryTree(Files.createTempDirectory("migration-gate"), project);
  }

  /** Writes a file; {@code path} from the project's root, with slashes. */
  public void write(String path, byte[] content) throws IOException {
    Files.write(place(path), content);
  }

  /** Makes a symbolic link as the repository keeps it. */
  public void link(String path, byte[] target) throws IOException {
    String text = new String(target, StandardCharsets.UTF_8);
    try {
      Files.createSymbolicLink(place(path), root.getFileSystem().getPath(text));
    } catch (InvalidPathException unencodable) {
      throw new IOException(unencodable);
    }
  }

  /** The files, seen from the project's root. */
  public FileTree files() {
    return FileTree.host(Path.of(project)).copiedTo(root);
  }

  private Path place(String path) throws IOException {
    Path place = root.resolve(project.substring(1)).resolve(path).normalize();
    if (!place.startsWith(root)) {
      throw new IOException(path + " leads out of the repository");
    }
    Files.createDirectories(place.getParent());
    return place;
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
