package io.migrationgate.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The history of the project, read without a checkout: nothing here changes a file, a reference or
 * what is checked out.
 */
public interface Repository extends AutoCloseable {

  /** The absolute path of the folder that is checked out, without links. */
  String workTree();

  /**
   * The commit that a name leads to: a branch, a tag, a hash, {@code origin/main}, {@code
   * FETCH_HEAD}.
   */
  Optional<CommitId> find(String name) throws RepositoryException;

  /**
   * What a name of a branch is short for: {@code refs/remotes/origin/main} for {@code origin/HEAD}.
   */
  Optional<String> fullName(String name) throws RepositoryException;

  /**
   * The commit at which two lines of history parted; empty where they have none in common.
   *
   * @throws RepositoryException also if the history was cut off before it
   */
  Optional<CommitId> mergeBase(CommitId one, CommitId other) throws RepositoryException;

  /** The files of a commit below these folders, in order of path. */
  List<TreeFile> files(CommitId commit, List<String> folders) throws RepositoryException;

  /**
   * The files below these folders in which two commits differ. A file that has left the folders, or
   * come from elsewhere, is a renamed one only if both places are below them.
   */
  List<TreeDifference> differences(CommitId from, CommitId to, List<String> folders)
      throws RepositoryException;

  /** Whether a commit has a file or folder at this path. */
  boolean has(CommitId commit, String path) throws RepositoryException;

  /** What stands in a file; {@code limit} in bytes. */
  FileContent content(TreeFile file, int limit) throws RepositoryException;

  /** For each of these paths that the commit's first-parent history added, how it arrived. */
  Map<String, Landing> landings(CommitId commit, List<String> paths) throws RepositoryException;

  /** The address that a remote was cloned from. */
  Optional<String> addressOf(String remote) throws RepositoryException;

  @Override
  void close();
}
