package io.migrationgate.adapter.temporary;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder that stands for the root of a file system; gone when closed. */
public final class TemporaryFolder implements AutoCloseable {

  private final Path root;

  private TemporaryFolder(Path root) {
    this.root = root;
  }

  /** An empty one. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("migration-gate"));
  }

  public Path root() {
    return root;
  }

  /** Where an absolute path is in here, in a folder that exists. */
  public Path place(String absolute) throws IOException {
    Path place = at(absolute);
    Files.createDirectories(place.getParent());
    return place;
  }

  /** Where an absolute path is in here, whether there is anything or not. */
  public Path at(String absolute) throws IOException {
    Path place = root.resolve(absolute.substring(1)).normalize();
    if (!place.startsWith(root)) {
      throw new IOException(absolute + " leads out of the folder");
    }
    return place;
  }

  @Override
  public void close() throws IOException {
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
  }
}
