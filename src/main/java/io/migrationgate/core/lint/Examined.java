package io.migrationgate.core.lint;

import io.migrationgate.core.reader.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** The revisions that the change brings; none where it is not about a change. */
  List<Migration> added(ExaminedChain chain) {
    Set<String> added = change.map(ChangedFiles::added).orElse(Set.of());
    return chain.migrations().stream()
        .filter(migration -> added.contains(tree.absolute(migration.revision().file())))
        .toList();
  }

  /** Whether a file is part of what the question is about. */
  boolean concerns(String path) {
    return change.isEmpty() || change.get().touched().contains(tree.absolute(path));
  }
}
