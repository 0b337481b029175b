package io.migrationgate.cli.collision;

import io.migrationgate.port.CommitId;
import io.migrationgate.port.Landing;
import io.migrationgate.port.Repository;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the base had the folders of its chains before. A pull request that began then has its
 * migrations there, and the forge does not tell when it began.
 */
final class FormerFolders implements FolderMoves {

  private final Repository repository;
  private final CommitId base;
  private final List<String> folders;
  private final List<FileVersion> baseFiles;
  private final Map<String, Boolean> onBase = new HashMap<>();
  private @Nullable Map<String, String> former;

  FormerFolders(
      Repository repository, CommitId base, List<String> folders, List<FileVersion> baseFiles) {
    this.repository = repository;
    this.base = base;
    this.folders = List.copyOf(folders);
    this.baseFiles = List.copyOf(baseFiles);
  }

  @Override
  public Optional<String> nowAt(String path) throws RepositoryException {
    String folder = folderOf(path);
    Boolean present = onBase.get(folder);
    if (present == null) {
      present = repository.has(base, folder);
      onBase.put(folder, present);
    }
    // The history is long, and asked only about folders that are no more.
    return present ? Optional.empty() : Optional.ofNullable(former().get(folder));
  }

  private Map<String, String> former() throws RepositoryException {
    Map<String, String> known = former;
    if (known == null) {
      known = new HashMap<>();
      Map<String, String> oldest = new HashMap<>();
      for (FileVersion file : baseFiles) {
        for (String folder : folders) {
          if (file.path().startsWith(folder + "/")) {
            oldest.putIfAbsent(folder, file.path());
          }
        }
      }
      Map<String, Landing> landings = repository.landings(base, new ArrayList<>(oldest.values()));
      for (Map.Entry<String, String> entry : oldest.entrySet()) {
        Landing landing = landings.get(entry.getValue());
        if (landing != null) {
          add(landing.commit(), entry.getKey(), known);
        }
      }
      former = known;
    }
    return known;
  }

  private void add(CommitId commit, String folder, Map<String, String> known)
      throws RepositoryException {
    Optional<CommitId> before = repository.find(commit.hash() + "^1");
    if (before.isEmpty()) {
      return;
    }
    for (TreeDifference difference : repository.differences(before.get(), commit, List.of(""))) {
      if (difference.before().isPresent() && difference.after().isPresent()) {
        String from = difference.before().get().path();
        String to = difference.after().get().path();
        if (to.startsWith(folder + "/") && !from.startsWith(folder + "/")) {
          known.putIfAbsent(folderOf(from), folder);
        }
      }
    }
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
