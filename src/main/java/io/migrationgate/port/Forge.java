package io.migrationgate.port;

import java.util.List;

/**
 * The pull requests of one repository, as the forge that holds it tells of them.
 *
 * <p>Questions about many pull requests are asked at once: how many of them fit into one request,
 * and how many requests may run beside each other, only the adapter of a forge knows.
 *
 * <p>Nothing is ever left out in silence. What a forge does not list becomes {@link
 * ChangedFiles.Truncated}, and a question without an answer throws.
 */
public interface Forge {

  /** The repository, as a person would name it: {@code github.com/acme/shop}. */
  String repository();

  /** Every open pull request that is to be merged into this branch, by ascending number. */
  List<OpenPullRequest> openPullRequests(String baseBranch) throws ForgeException;

  /**
   * The files that each pull request changes since it left its base branch.
   *
   * @return one answer for each question, in the same order
   */
  List<ChangedFiles> changedFiles(List<OpenPullRequest> pullRequests) throws ForgeException;

  /**
   * What stands in files at the head commits of pull requests.
   *
   * @param limit in bytes; what is larger is not read to its end
   * @return one answer for each question, in the same order
   */
  List<FileContent> contents(List<FileOfPullRequest> files, int limit) throws ForgeException;

  /**
   * Puts a comment under a pull request, in place of the one that carries the same marker.
   *
   * @param marker a comment of HTML, which nobody sees: {@code <!-- migration-gate:collisions -->}
   * @param body Markdown, without the marker
   */
  void publishComment(int number, String marker, String body) throws ForgeException;
}
