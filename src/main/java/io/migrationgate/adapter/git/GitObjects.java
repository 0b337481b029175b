package io.migrationgate.adapter.git;

import io.migrationgate.port.FileContent;
import io.migrationgate.port.RepositoryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of objects, all from one process, and each asked for once: open branches differ from
 * their base in a few files.
 */
final class GitObjects implements AutoCloseable {

  private final GitCommand git;
  private final Map<String, FileContent> known = new HashMap<>();
  private @Nullable Process process;
  private @Nullable InputStream answers;

  GitObjects(GitCommand git) {
    this.git = git;
  }

  FileContent content(String object, int limit) throws RepositoryException {
    FileContent content = known.get(object);
    if (content == null) {
      content = ask(object, limit);
      known.put(object, content);
    }
    return content;
  }

  /** How many objects git was asked for. */
  int asked() {
    return known.size();
  }

  /** Whether a name leads to an object; a line break is in no name that git could be asked for. */
  boolean exists(String name) throws RepositoryException {
    if (name.indexOf('\n') >= 0) {
      return false;
    }
    InputStream in = put(name);
    try {
      String header = line(in);
      String[] words = header.split(" ", -1);
      boolean found = !header.endsWith(" missing") && words.length == 3;
      if (found) {
        in.skipNBytes(Long.parseLong(words[2]) + 1);
      }
      return found;
    } catch (IOException broken) {
      throw unreadable(name);
    }
  }

  private FileContent ask(String object, int limit) throws RepositoryException {
    InputStream in = put(object);
    try {
      return answer(line(in), in, limit);
    } catch (IOException broken) {
      throw unreadable(object);
    }
  }

  /** Asks, and leaves the answer to be read. */
  private InputStream put(String object) throws RepositoryException {
    try {
      Process running = process;
      InputStream in = answers;
      if (running == null || in == null) {
        running = git.converse("cat-file", "--batch");
        in = new BufferedInputStream(running.getInputStream(), 1 << 16);
        process = running;
        answers = in;
      }
      OutputStream questions = running.getOutputStream();
      questions.write((object + "\n").getBytes(StandardCharsets.UTF_8));
      questions.flush();
      return in;
    } catch (IOException broken) {
      throw unreadable(object);
    }
  }

  private static FileContent answer(String header, InputStream in, int limit)
      throws IOException, RepositoryException {
    String[] words = header.split(" ", -1);
    if (words.length != 3) {
      throw unreadable(words[0]);
    }
    long size = Long.parseLong(words[2]);
    if (size > limit) {
      in.skipNBytes(size + 1);
      return new FileContent.TooLarge();
    }
    byte[] bytes = in.readNBytes((int) size);
    in.skipNBytes(1);
    return new FileContent.Bytes(bytes);
  }

  private static RepositoryException unreadable(String object) {
    return new RepositoryException(
        "git cannot read the object "
            + object
            + "; in a partial clone it takes the connection to fetch it, else clone anew");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("git has stopped answering");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
