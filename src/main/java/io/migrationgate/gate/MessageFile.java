package io.migrationgate.gate;

import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.MessageReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file through which the gate's containers, and the kubelet, hear of a verdict. */
public final class MessageFile {

  /** Verdicts are some kilobytes; what is longer is none. */
  private static final int LIMIT = 1 << 20;

  private final Path path;

  public MessageFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** Puts the text in place of what is there, at once: a reader sees all of it or nothing. */
  public void replace(String text) throws IOException {
    // Nobody else writes here; a name by chance would set up Java's whole security first.
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    try {
      Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
      // hold may run as another user.
      unfinished.toFile().setReadable(true, false);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Writes into the file that is there: the kubelet mounts it, so that it cannot be replaced. */
  public void overwrite(String text) throws IOException {
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The verdict that stands there; Unknown if none does. */
  public GateMessage read() {
    try (InputStream in = Files.newInputStream(path)) {
      return MessageReader.read(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
    } catch (IOException absent) {
      return GateMessage.unknown(GateMessage.NO_VERDICT);
    }
  }
}
