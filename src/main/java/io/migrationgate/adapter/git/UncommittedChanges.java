package io.migrationgate.adapter.git;

import io.migrationgate.port.RepositoryException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What git knows of files that differ from the last commit. */
public final class UncommittedChanges {

  private final Path folder;

  public UncommittedChanges(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of the files that are in git and have been changed since. New files do not count, as
   * there is nothing that they could be mixed up with; nor does anything where there is no git.
   *
   * @throws RepositoryException if a file is in a repository, and git cannot tell
   */
  public List<String> among(Collection<String> files) throws RepositoryException {
    List<String> changed = new ArrayList<>();
    for (String file : files) {
      String status = status(file);
      if (!status.isEmpty() && !status.startsWith("??") && !status.startsWith("A ")) {
        changed.add(file);
      }
    }
    return changed;
  }

  /** Two letters and the path; empty for a file as it was committed. */
  private String status(String file) throws RepositoryException {
    Path path = folder.resolve(file).toAbsolutePath().normalize();
    Path parent = path.getParent();
    if (parent == null || !isInRepository(parent)) {
      return "";
    }
    GitCommand git = new GitCommand(parent);
    Optional<GitCommand.Answer> answer =
        git.runWherePossible(
            // A clone's own settings must not start programs.
            List.of("-c", "core.fsmonitor=false", "status", "--porcelain", "--", path.toString()));
    if (answer.isEmpty()) {
      return "";
    }
    if (answer.get().exit() != 0) {
      throw git.refused("status", answer.get());
    }
    return answer.get().text();
  }

  /** Git itself says of a damaged repository that there is none. */
  private static boolean isInRepository(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return System.getenv("GIT_DIR") != null;
  }
}
