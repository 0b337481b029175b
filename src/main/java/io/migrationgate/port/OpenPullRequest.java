package io.migrationgate.port;

/**
 * A pull request, or merge request, that is not merged yet.
 *
 * @param branch the name alone; two forks may have branches of one name
 * @param headCommit the full hash; the name of a ref of the forge's own where it tells no hash
 * @param author the account's name; empty where the account was deleted
 * @param fromFork whether the branch lives in another repository, or lived there until it was
 *     deleted
 */
public record OpenPullRequest(
    int number,
    String title,
    String branch,
    String headCommit,
    String baseBranch,
    String url,
    String author,
    boolean draft,
    boolean fromFork) {

  public OpenPullRequest {
    if (number <= 0) {
      throw new IllegalArgumentException("no pull request has the number " + number);
    }
    if (headCommit.isEmpty()) {
      throw new IllegalArgumentException("pull request " + number + " has no head commit");
    }
  }
}
