package io.migrationgate.core.reader;

import java.util.List;

/**
 * What one folder holds.
 *
 * @param path absolute, inside the root
 */
public record Folder(String path, List<Entry> entries) {

  /** What an entry is once links are followed. */
  public enum Kind {
    FILE,
    FOLDER,
    /** A pipe, a socket, a device: reading one could block for ever. */
    SPECIAL,
    /** A link whose target is missing, outside the root, or itself. */
    BROKEN_LINK
  }

  /**
   * One name in the folder.
   *
   * @param realPath where the entry is once links are followed; equal to its place where it is
   *     none, and what it names where that leads nowhere
   */
  public record Entry(String name, Kind kind, boolean link, String realPath) {
    public boolean isFile() {
      return kind == Kind.FILE;
    }
  }

  public Folder {
    entries = List.copyOf(entries);
  }

  public boolean hasFile(String name) {
    return has(name, Kind.FILE);
  }

  public boolean hasFolder(String name) {
    return has(name, Kind.FOLDER);
  }

  private boolean has(String name, Kind kind) {
    for (Entry entry : entries) {
      if (entry.kind() == kind && entry.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
