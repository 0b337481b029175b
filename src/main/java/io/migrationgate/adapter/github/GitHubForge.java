package io.migrationgate.adapter.github;

import io.migrationgate.adapter.http.ApiClient;
import io.migrationgate.adapter.http.CommentThread;
import io.migrationgate.port.ChangedFiles;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.FileOfPullRequest;
import io.migrationgate.port.Forge;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import java.util.List;

/** A repository at GitHub, or at a GitHub Enterprise Server. */
public final class GitHubForge implements Forge {
  public static final String READ_ADVICE =
      "Set GITHUB_TOKEN to a token that may read contents and pull requests of this repository; in"
          + " a workflow: permissions: {contents: read, pull-requests: read}";

  public static final String WRITE_ADVICE =
      "A comment needs a token that may write pull requests; in a workflow: permissions:"
          + " {pull-requests: write}, which a pull request from a fork never has";

  private final ApiClient client;
  private final GitHubRepository repository;
  private final GraphQl graphQl;

  public GitHubForge(ApiClient client, GitHubRepository repository) {
    this.client = client;
    this.repository = repository;
    this.graphQl = new GraphQl(client, repository);
  }

  @Override
  public String repository() {
    String host = client.host();
    return (host.equals("api.github.com") ? "github.com" : host) + "/" + repository.fullName();
  }

  @Override
  public List<OpenPullRequest> openPullRequests(String baseBranch) throws ForgeException {
    return PullRequestList.read(graphQl, repository.fullName(), baseBranch);
  }

  @Override
  public List<ChangedFiles> changedFiles(List<OpenPullRequest> pullRequests) throws ForgeException {
    return new ChangedFilesList(client, graphQl, repository).of(pullRequests);
  }

  @Override
  public List<FileContent> contents(List<FileOfPullRequest> files, int limit)
      throws ForgeException {
    return new FileContents(client, graphQl, repository).of(files, limit);
  }

  @Override
  public void publishComment(int number, String marker, String body) throws ForgeException {
    new CommentThread(
            client,
            repository.fullName() + "#" + number,
            repository.target() + "/issues/" + number + "/comments",
            repository.target() + "/issues/comments/",
            "PATCH")
        .publish(marker, body);
  }
}
