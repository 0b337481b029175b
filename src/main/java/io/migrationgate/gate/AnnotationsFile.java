package io.migrationgate.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The downward API's file with the pod's annotations.
 *
 * <p>The kubelet never writes into it. It makes a new folder beside it and renames a link, {@code
 * ..data}, through which the file is reached; so it is the folder that is watched. On Linux the
 * system tells of changes there, and waiting costs nothing; where it cannot, the file is read again
 * every now and then.
 */
public final class AnnotationsFile implements PodAnnotations, AutoCloseable {

  /** The API server takes 256 KiB of annotations; quoting makes them longer. */
  private static final int LIMIT = 2 << 20;

  /** How long to wait at most where the system says nothing of changes. */
  private static final Duration UNWATCHED = Duration.ofSeconds(5);

  private final Path file;
  private final @Nullable WatchService watch;

  public AnnotationsFile(Path file) {
    this.file = file;
    this.watch = watch(file);
  }

  private static @Nullable WatchService watch(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return null;
    }
    try {
      WatchService watch = folder.getFileSystem().newWatchService();
      folder.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return watch;
    } catch (IOException | UnsupportedOperationException unwatchable) {
      // Too many watches on the node, as a rule.
      return null;
    }
  }

  /** Whether there is such a file at all. */
  public boolean exists() {
    return Files.isRegularFile(file);
  }

  @Override
  public Map<String, String> read() {
    try (InputStream in = Files.newInputStream(file)) {
      return AnnotationLines.parse(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
    } catch (IOException absent) {
      // Between two links, or never there: nothing is granted.
      return Map.of();
    }
  }

  @Override
  public void awaitChange(Duration atMost) throws InterruptedException {
    if (watch == null) {
      Thread.sleep(UNWATCHED.compareTo(atMost) < 0 ? UNWATCHED : atMost);
      return;
    }
    try {
      WatchKey changed = watch.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (changed != null) {
        changed.pollEvents();
        changed.reset();
      }
    } catch (ClosedWatchServiceException closed) {
      throw (InterruptedException) new InterruptedException("closed").initCause(closed);
    }
  }

  /**
   * Ends every wait, too. Who leaves the JVM closes this first: a thread that waits in the system
   * for changes keeps it from ending for another 300 ms.
   */
  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
  }
}
