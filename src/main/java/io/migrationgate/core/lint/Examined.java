package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.FileTree;
import java.util.ArrayList;
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

  /** What a person might believe to have been looked at, and was not. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (change.isPresent() && !isAnyLookedAt(change.get())) {
      notes.add(
          "--changed names no migration, SQL file or script that is here: nothing was looked at");
    }
    for (ExaminedChain each : chains) {
      switch (each.chain().tool()) {
        case ALEMBIC -> {}
        case DJANGO -> notes.add(passedOver(each, "which files there are"));
        case SQITCH, FLYWAY, GOLANG_MIGRATE, NUMBERED ->
            notes.add(passedOver(each, "seeds in SQL files and which files there are"));
      }
    }
    return notes;
  }

  private static String passedOver(ExaminedChain each, String seen) {
    return "of "
        + each.chain().name()
        + " ("
        + each.chain().tool().title()
        + ") lint looks at "
        + seen
        + "; its other rules are about Alembic's revisions";
  }

  private boolean isAnyLookedAt(ChangedFiles changed) {
    for (ExaminedChain each : chains) {
      for (Revision revision : each.chain().graph().revisions()) {
        if (changed.touched().contains(tree.absolute(revision.file()))) {
          return true;
        }
      }
    }
    for (List<TextFile> files : List.of(sqlFiles, scripts)) {
      for (TextFile file : files) {
        if (changed.touched().contains(tree.absolute(file.path()))) {
          return true;
        }
      }
    }
    return false;
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
