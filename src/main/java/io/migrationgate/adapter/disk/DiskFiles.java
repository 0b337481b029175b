package io.migrationgate.adapter.disk;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.EditableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Files below a folder, where a person works on them. Links are changed where they lead to. */
public final class DiskFiles implements EditableFiles {

  /** The names are random already; this is for a folder that others write to as well. */
  private static final int MAX_ATTEMPTS = 100;

  private final Path folder;

  public DiskFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Bytes read(String path) throws IOException {
    return Bytes.of(Files.readAllBytes(at(path)));
  }

  @Override
  public String stage(String beside, Bytes content) throws IOException {
    Path model = at(beside);
    for (int attempt = 0; ; attempt++) {
      // No chain takes this for a migration: it ends in no .py.
      String name = model.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp";
      Path staged = model.resolveSibling(name);
      try (FileChannel channel =
          FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        takePermissions(model, staged);
        channel.force(true);
        return staged.toString();
      } catch (FileAlreadyExistsException taken) {
        if (attempt == MAX_ATTEMPTS) {
          throw taken;
        }
      } catch (IOException failure) {
        Files.deleteIfExists(staged);
        throw failure;
      }
    }
  }

  private static void takePermissions(Path model, Path staged) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(staged, PosixFileAttributeView.class);
    if (view != null && Files.exists(model)) {
      view.setPermissions(Files.getPosixFilePermissions(model));
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(
        at(from), at(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.delete(at(path));
  }

  @Override
  public void settle(String path) throws IOException {
    Path parent = at(path).getParent();
    if (parent != null) {
      try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The place itself: renaming over a link would replace the link, not the file. */
  private Path at(String path) {
    Path place = folder.resolve(path);
    try {
      return Files.isSymbolicLink(place) ? place.toRealPath() : place;
    } catch (IOException broken) {
      return place;
    }
  }
}
