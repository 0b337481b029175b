package io.migrationgate.core.reader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files below one root, which may be this machine's or an image mounted somewhere.
 *
 * <p>Paths are strings with slashes. Absolute ones start at the root, relative ones at the working
 * directory. In a mounted root, absolute links and {@code ..} are resolved as they would be inside
 * it, as after {@code chroot}: nothing outside is ever read.
 */
public final class FileTree {

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  /** More than any project has in one folder, and few enough for a small machine's memory. */
  private static final int MAX_ENTRIES = 300_000;

  /** Holds most files whole: asking for a file's length first takes two more calls. */
  private static final ThreadLocal<byte[]> BUFFER =
      ThreadLocal.withInitial(() -> new byte[1 << 14]);

  private static final byte[] NOTHING = {};

  private final Path root;
  private final boolean mounted;

  private final String workingDirectory;

  /** Where the person is, whatever relative paths in a configuration start from; or nowhere. */
  private final String displayedFrom;

  /** What was listed once: a chain is found by its folder, and the same folder is read then. */
  private final Map<String, Listed> listed;

  private record Listed(Folder folder, Path place) {}

  private FileTree(
      Path root, String workingDirectory, String displayedFrom, Map<String, Listed> listed) {
    this.root = root;
    this.mounted = root.getNameCount() > 0;
    this.workingDirectory = workingDirectory;
    this.displayedFrom = displayedFrom;
    this.listed = listed;
  }

  /** This machine's own files. */
  public static FileTree host(Path workingDirectory) {
    Path absolute = workingDirectory.toAbsolutePath().normalize();
    String here = absolute.toString();
    return new FileTree(
        absolute.getFileSystem().getPath("/"), here, here, new ConcurrentHashMap<>());
  }

  /**
   * The files below {@code root}, seen as if it were the root of the file system.
   *
   * @param workingDirectory absolute, inside the root
   */
  public static FileTree mountedAt(Path root, String workingDirectory) {
    String inside = workingDirectory.startsWith("/") ? workingDirectory : "/" + workingDirectory;
    return new FileTree(root.toAbsolutePath().normalize(), inside, "", new ConcurrentHashMap<>());
  }

  /** A copy of these files, each at its own path below another root, shown as this one is. */
  public FileTree copiedTo(Path otherRoot) {
    return new FileTree(
        otherRoot.toAbsolutePath().normalize(),
        workingDirectory,
        displayedFrom,
        new ConcurrentHashMap<>());
  }

  /** The same root, with relative paths starting somewhere else. */
  public FileTree workingIn(String path) {
    return new FileTree(root, absolute(path), displayedFrom, listed);
  }

  /** The same root, with relative paths starting where those that {@link #display} gives do. */
  public FileTree workingWhereDisplayed() {
    return new FileTree(root, displayedFrom, displayedFrom, listed);
  }

  /** Whether this is another file system than the one a person's commands work on. */
  public boolean isMounted() {
    return mounted;
  }

  public String workingDirectory() {
    return workingDirectory;
  }

  /** The absolute form of a path; {@code .} and doubled slashes are dropped, links untouched. */
  public String absolute(String path) {
    String start = path.startsWith("/") ? path : workingDirectory + "/" + path;
    StringBuilder result = new StringBuilder(start.length());
    for (String part : parts(start)) {
      result.append('/').append(part);
    }
    return result.isEmpty() ? "/" : result.toString();
  }

  /** The shortest form a person would type from the working directory. */
  public String display(String path) {
    String full = absolute(path);
    if (displayedFrom.isEmpty()) {
      return full;
    }
    if (full.equals(displayedFrom)) {
      return ".";
    }
    String prefix = displayedFrom.endsWith("/") ? displayedFrom : displayedFrom + "/";
    return full.startsWith(prefix) ? full.substring(prefix.length()) : full;
  }

  public boolean isFile(String path) {
    try {
      return Files.isRegularFile(locate(path), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException broken) {
      return false;
    }
  }

  public boolean isFolder(String path) {
    try {
      return Files.isDirectory(locate(path), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException broken) {
      return false;
    }
  }

  public boolean exists(String path) {
    try {
      return Files.exists(locate(path), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException broken) {
      return false;
    }
  }

  /** The path without links; the path itself where it does not exist. */
  public String realPath(String path) {
    try {
      return inside(locate(path));
    } catch (IOException broken) {
      return absolute(path);
    }
  }

  /**
   * The entries of a folder, sorted by name.
   *
   * @throws UnreadableException with the reason in words, if it cannot be listed
   */
  public Folder list(String path) throws UnreadableException {
    Listed known = listed.get(absolute(path));
    if (known == null) {
      known = listAnew(path);
      listed.put(known.folder().path(), known);
    }
    return known.folder();
  }

  private Listed listAnew(String path) throws UnreadableException {
    try {
      Path folder = locate(path);
      String place = inside(folder);
      List<Folder.Entry> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        for (Path child : stream) {
          entries.add(entry(place, child));
          if (entries.size() > MAX_ENTRIES) {
            throw new UnreadableException(
                display(path), "holds more than " + MAX_ENTRIES + " files, which is no chain");
          }
        }
      }
      // Comparator.comparing makes a serializable lambda, which no start-up cache keeps.
      entries.sort((one, other) -> one.name().compareTo(other.name()));
      return new Listed(new Folder(absolute(path), entries), folder);
    } catch (IOException failure) {
      throw unreadable(path, failure);
    } catch (DirectoryIteratorException failure) {
      throw unreadable(path, new IOException(failure));
    }
  }

  /**
   * The bytes of a regular file.
   *
   * @throws UnreadableException with the reason in words, if it is missing, no file, larger than
   *     {@code limit} or may not be read
   */
  public byte[] read(String path, int limit) throws UnreadableException {
    try {
      return readRegular(path, locate(path), limit);
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  /** As {@link #read}, for a place that {@link #list} has already found to be free of links. */
  public byte[] readListed(Folder.Entry entry, int limit) throws UnreadableException {
    try {
      return readBounded(entry.realPath(), host(entry.realPath()), limit);
    } catch (IOException failure) {
      throw unreadable(entry.realPath(), failure);
    }
  }

  private byte[] readRegular(String path, Path file, int limit)
      throws IOException, UnreadableException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      throw new UnreadableException(display(path), "is a folder, not a file");
    }
    if (!attributes.isRegularFile()) {
      throw new UnreadableException(display(path), "is not a regular file");
    }
    return readBounded(path, file.toString(), limit);
  }

  private static byte[] readBounded(String path, String file, int limit)
      throws IOException, UnreadableException {
    // java.io opens a file with half the calls of java.nio's channels, and this is the hot path.
    try (InputStream in = new java.io.FileInputStream(file)) {
      byte[] buffer = BUFFER.get();
      int length = in.readNBytes(buffer, 0, buffer.length);
      byte[] rest =
          length < buffer.length ? NOTHING : in.readNBytes(Math.max(0, limit + 1 - length));
      if (length + rest.length > limit) {
        throw new UnreadableException(
            path, "is larger than " + (limit >> 20) + " MiB, which no migration should be");
      }
      byte[] bytes = Arrays.copyOf(buffer, length + rest.length);
      System.arraycopy(rest, 0, bytes, length, rest.length);
      return bytes;
    }
  }

  private Folder.Entry entry(String folder, Path child) throws IOException {
    String name = child.getFileName().toString();
    String place = folder.equals("/") ? "/" + name : folder + "/" + name;
    BasicFileAttributes own;
    try {
      own = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException vanished) {
      return new Folder.Entry(name, Folder.Kind.BROKEN_LINK, false, place);
    }
    if (!own.isSymbolicLink()) {
      return new Folder.Entry(name, kind(own), false, place);
    }
    try {
      Path target = locate(place);
      BasicFileAttributes attributes =
          Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Folder.Entry(name, kind(attributes), true, inside(target));
    } catch (IOException broken) {
      return new Folder.Entry(name, Folder.Kind.BROKEN_LINK, true, brokenTarget(child, place));
    }
  }

  /** What a link that leads nowhere names: tools look at the name behind a link. */
  private static String brokenTarget(Path link, String place) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException unreadable) {
      return place;
    }
  }

  private static Folder.Kind kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return Folder.Kind.FILE;
    }
    return attributes.isDirectory() ? Folder.Kind.FOLDER : Folder.Kind.SPECIAL;
  }

  /**
   * The place on this machine, free of links, that a path leads to. The last part need not exist.
   */
  private Path locate(String path) throws IOException {
    try {
      return follow(path);
    } catch (InvalidPathException unencodable) {
      // A NUL, or a name that this machine's locale cannot spell: nothing can be there.
      throw new NoSuchFileException(path);
    }
  }

  private Path follow(String path) throws IOException {
    Deque<String> ahead = new ArrayDeque<>();
    String whole = absolute(path);
    Path here = root;
    // Below a folder that was listed only the rest can be a link: else a walk would be quadratic.
    int slash = whole.lastIndexOf('/');
    Listed above = slash > 0 ? listed.get(whole.substring(0, slash)) : null;
    if (above != null) {
      here = above.place();
      whole = whole.substring(slash);
    }
    push(ahead, whole);
    int links = 0;
    while (!ahead.isEmpty()) {
      String part = ahead.pop();
      if (part.equals("..")) {
        Path parent = here.getParent();
        here = parent == null || here.equals(root) ? root : parent;
        continue;
      }
      Path next = here.resolve(part);
      if (!Files.isSymbolicLink(next)) {
        here = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw new FileSystemLoopException(path);
      }
      String target = Files.readSymbolicLink(next).toString();
      if (target.startsWith("/")) {
        here = root;
      }
      push(ahead, target);
    }
    return here;
  }

  private static void push(Deque<String> ahead, String path) {
    parts(path).reversed().forEach(ahead::push);
  }

  /** The parts of a path that lead somewhere. */
  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      if (end > from && !(end == from + 1 && path.charAt(from) == '.')) {
        parts.add(path.substring(from, end));
      }
      from = end + 1;
    }
    return parts;
  }

  private String host(String realPath) {
    return mounted ? root + realPath : realPath;
  }

  private String inside(Path place) {
    return mounted ? "/" + root.relativize(place) : place.toString();
  }

  private UnreadableException unreadable(String path, IOException failure) {
    return new UnreadableException(
        display(path),
        failure instanceof NotDirectoryException && !isFile(path)
            ? "is neither a folder nor a regular file"
            : reason(failure));
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "does not exist";
      case AccessDeniedException denied -> "may not be read by this user";
      case FileNotFoundException denied -> "may not be read by this user";
      case NotDirectoryException file -> "is a file, not a folder";
      case FileSystemLoopException loop -> "is a loop of symbolic links";
      case FileSystemException other when other.getReason() != null ->
          "cannot be read: " + other.getReason();
      default -> "cannot be read";
    };
  }
}
