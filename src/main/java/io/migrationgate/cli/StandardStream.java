package io.migrationgate.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream that remembers when something could not be written, which a {@code PrintWriter}
 * keeps to itself: a report that is lost must not look like one that is empty.
 */
public final class StandardStream extends OutputStream {

  private final FileOutputStream stream;
  private @Nullable IOException failure;

  public StandardStream(FileDescriptor descriptor) {
    this.stream = new FileOutputStream(descriptor);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException lost) {
      failure = lost;
      throw lost;
    }
  }

  /** Whether output is lost that somebody waits for; a reader that has left waits for nothing. */
  public boolean hasLostOutput() {
    return failure != null && !"Broken pipe".equals(failure.getMessage());
  }
}
