package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.port.ChangedFile;
import io.migrationgate.port.ChangedFiles;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.FileOfPullRequest;
import io.migrationgate.port.Forge;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads pull requests from their forge: which files they change, and the migrations among these.
 * Nothing is fetched into the clone, so forks and shallow clones make no difference.
 */
public final class PullRequestReader {

  private final Forge forge;
  private final List<String> folders;
  private final FolderMoves moves;
  private final Map<String, FileVersion> base = new HashMap<>();
  private final List<BranchFiles> read = new ArrayList<>();
  private final List<UnreadBranch> unread = new ArrayList<>();

  /**
   * For pull requests into one base.
   *
   * @param folders of all chains, from the root of the repository
   * @param base their files on the base
   * @param moves where pull requests may still have such files that the base has moved
   */
  public PullRequestReader(
      Forge forge, List<String> folders, List<FileVersion> base, FolderMoves moves) {
    this.forge = forge;
    this.folders = List.copyOf(folders);
    this.moves = moves;
    base.forEach(file -> this.base.put(file.path(), file));
  }

  /** What each of these changes; the answers of the forge are asked for all at once. */
  public OpenBranches read(List<OpenPullRequest> pullRequests)
      throws ForgeException, RepositoryException {
    List<ChangedFiles> changes = forge.changedFiles(pullRequests);
    List<FileOfPullRequest> wanted = new ArrayList<>();
    for (int i = 0; i < pullRequests.size(); i++) {
      for (ChangedFile file : ours(changes.get(i))) {
        if (file.kind() != ChangedFile.Kind.REMOVED && holds(file.path())) {
          wanted.add(new FileOfPullRequest(pullRequests.get(i), file.path()));
        }
      }
    }
    Map<FileOfPullRequest, FileContent> contents = contents(wanted);
    for (int i = 0; i < pullRequests.size(); i++) {
      add(pullRequests.get(i), changes.get(i), contents);
    }
    return new OpenBranches(read, unread);
  }

  private Map<FileOfPullRequest, FileContent> contents(List<FileOfPullRequest> wanted)
      throws ForgeException {
    List<FileContent> answers = forge.contents(wanted, BranchReader.MAX_FILE);
    Map<FileOfPullRequest, FileContent> contents = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      contents.put(wanted.get(i), answers.get(i));
    }
    return contents;
  }

  private void add(
      OpenPullRequest pullRequest,
      ChangedFiles changes,
      Map<FileOfPullRequest, FileContent> contents)
      throws RepositoryException {
    OpenBranch branch = branch(pullRequest);
    switch (changes) {
      // Closed in between: it is no longer open, and claims nothing.
      case ChangedFiles.Gone gone -> {}
      case ChangedFiles.Truncated truncated -> {
        unread.add(new UnreadBranch(branch, truncated.reason()));
        read.add(files(pullRequest, truncated.files(), contents));
      }
      case ChangedFiles.Complete complete ->
          read.add(files(pullRequest, complete.files(), contents));
    }
  }

  private BranchFiles files(
      OpenPullRequest pullRequest,
      List<ChangedFile> changed,
      Map<FileOfPullRequest, FileContent> contents)
      throws RepositoryException {
    List<FileDifference> differences = new ArrayList<>();
    List<UnclearFile> unclear = new ArrayList<>();
    for (ChangedFile file : changed) {
      String from = file.previousPath().orElse(file.path());
      if (!holds(from) && !holds(file.path())) {
        Optional<String> now = moves.nowAt(file.path());
        if (now.isPresent()) {
          unclear.add(leftBehind(now.get(), file.path(), branch(pullRequest)));
        }
        continue;
      }
      FileVersion after =
          version(
              file.path(),
              contents.getOrDefault(
                  new FileOfPullRequest(pullRequest, file.path()), new FileContent.Absent()));
      FileVersion before = base.getOrDefault(from, version(from, new FileContent.Absent()));
      switch (file.kind()) {
        case ADDED -> differences.add(FileDifference.added(after));
        case REMOVED -> {
          if (base.containsKey(from)) {
            differences.add(FileDifference.deleted(before));
          }
        }
        case MODIFIED, RENAMED -> {
          if (holds(from) && !base.containsKey(from)) {
            unclear.add(
                new UnclearFile(
                    from,
                    "is changed by "
                        + branch(pullRequest)
                        + ", and the base has no such file any more: merge the base into that"
                        + " branch"));
          } else {
            differences.add(FileDifference.changed(before, after));
          }
        }
      }
    }
    return new BranchFiles(branch(pullRequest), differences, List.of(), unclear, true);
  }

  private static UnclearFile leftBehind(String folder, String file, OpenBranch branch) {
    return new UnclearFile(
        folder,
        "was elsewhere when "
            + branch
            + " began, which changes "
            + file
            + ": merge the base into that branch first");
  }

  private static FileVersion version(String path, FileContent content) {
    return new FileVersion(path, TreeFile.Kind.REGULAR, content);
  }

  public static OpenBranch branch(OpenPullRequest pullRequest) {
    return OpenBranch.ofPullRequest(pullRequest.number(), pullRequest.branch());
  }

  private static List<ChangedFile> ours(ChangedFiles changes) {
    return switch (changes) {
      case ChangedFiles.Complete complete -> complete.files();
      case ChangedFiles.Truncated truncated -> truncated.files();
      case ChangedFiles.Gone gone -> List.of();
    };
  }

  private boolean holds(String path) {
    for (String folder : folders) {
      if (folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/")) {
        return true;
      }
    }
    return false;
  }
}
