package io.migrationgate.core.lint;

import io.migrationgate.core.reader.FileTree;
import java.util.List;
import java.util.Optional;

/**
 * Everything that rules look at.
 *
 * @param change the files of the change in question; empty where it is not about one
 * @param unread what should have been looked at and could not be read, with the reason
 */
public record Examined(
    FileTree tree,
    List<ExaminedChain> chains,
    List<TextFile> sqlFiles,
    List<TextFile> scripts,
    List<AllowComment> allowed,
    Optional<ChangedFiles> change,
    List<String> unread) {

  public Examined {
    chains = List.copyOf(chains);
    sqlFiles = List.copyOf(sqlFiles);
    scripts = List.copyOf(scripts);
    allowed = List.copyOf(allowed);
    unread = List.copyOf(unread);
  }

  /** Whether the change brings this file; nothing does where it is not about a change. */
  boolean isAdded(String path) {
    return change.isPresent() && change.get().added().contains(tree.absolute(path));
  }

  /** Whether a file is part of what the question is about. */
  boolean concerns(String path) {
    return change.isEmpty() || change.get().touched().contains(tree.absolute(path));
  }
}
