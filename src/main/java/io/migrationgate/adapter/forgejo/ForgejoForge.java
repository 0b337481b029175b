package io.migrationgate.adapter.forgejo;

import io.migrationgate.adapter.http.ApiClient;
import io.migrationgate.adapter.http.Call;
import io.migrationgate.adapter.http.CommentThread;
import io.migrationgate.adapter.http.JsonValue;
import io.migrationgate.adapter.http.PercentEncoding;
import io.migrationgate.adapter.http.RawFile;
import io.migrationgate.port.ChangedFile;
import io.migrationgate.port.ChangedFiles;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.FileOfPullRequest;
import io.migrationgate.port.Forge;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A repository at a Forgejo or a Gitea, whose interfaces are the same in this. */
public final class ForgejoForge implements Forge {
  public static final String READ_ADVICE =
      "Set FORGEJO_TOKEN (or GITEA_TOKEN) to a token with the scopes read:repository and read:issue";

  public static final String WRITE_ADVICE =
      "A comment needs a token with the scope write:issue, and a pull request from a fork has none";

  /** What a server hands out at most, as it comes. */
  private static final String PAGED = "limit=50&page=";

  private final ApiClient client;
  private final String name;
  private final String target;

  /**
   * The repository of this name.
   *
   * @param client at {@code https://HOST/api/v1}
   * @param repository {@code owner/name}
   */
  public ForgejoForge(ApiClient client, String repository) {
    this.client = client;
    this.name = repository;
    this.target = "/repos/" + PercentEncoding.path(repository);
  }

  @Override
  public String repository() {
    return client.host() + "/" + name;
  }

  /** The interface of older servers cannot choose by base branch, so all are read. */
  @Override
  public List<OpenPullRequest> openPullRequests(String baseBranch) throws ForgeException {
    List<OpenPullRequest> open = new ArrayList<>();
    for (JsonValue item :
        client.pages(
            "list the open pull requests of " + name,
            target + "/pulls?state=open&sort=oldest&" + PAGED,
            Set.of("body"))) {
      OpenPullRequest pullRequest = pullRequest(item);
      if (pullRequest.baseBranch().equals(baseBranch)) {
        open.add(pullRequest);
      }
    }
    open.sort(Comparator.comparingInt(OpenPullRequest::number));
    return open;
  }

  private static OpenPullRequest pullRequest(JsonValue item) throws ForgeException {
    int number = Math.toIntExact(item.number("number"));
    JsonValue head = item.at("head");
    JsonValue base = item.at("base");
    String commit = head.textOr("sha", "");
    boolean sameRepository =
        !head.at("repo").isNull() && head.numberOr("repo_id", -1) == base.numberOr("repo_id", -2);
    return new OpenPullRequest(
        number,
        item.text("title"),
        head.textOr("ref", ""),
        commit.isEmpty() ? ownRef(number) : commit,
        base.text("ref"),
        item.textOr("html_url", ""),
        item.at("user").textOr("login", ""),
        item.flag("draft"),
        !sameRepository);
  }

  /** The repository keeps the head here, whatever became of the branch or the fork. */
  private static String ownRef(int number) {
    return "refs/pull/" + number + "/head";
  }

  @Override
  public List<ChangedFiles> changedFiles(List<OpenPullRequest> pullRequests) throws ForgeException {
    return client.each(pullRequests, this::files);
  }

  private ChangedFiles files(OpenPullRequest pullRequest) throws ForgeException {
    String one = target + "/pulls/" + pullRequest.number();
    String purpose = "list the files of " + name + "#" + pullRequest.number();
    List<JsonValue> items;
    try {
      items = client.pages(purpose, one + "/files?" + PAGED, Set.of());
    } catch (ForgeException failure) {
      if (failure.reason() instanceof ForgeException.NotFound && isGone(one)) {
        return new ChangedFiles.Gone();
      }
      throw failure;
    }
    List<ChangedFile> files = new ArrayList<>(items.size());
    int untold = 0;
    for (JsonValue item : items) {
      String path = item.text("filename");
      switch (item.textOr("status", "")) {
        case "added", "copied" -> files.add(ChangedFile.added(path));
        case "deleted", "removed" -> files.add(ChangedFile.removed(path));
        case "renamed" -> {
          String previous = item.textOr("previous_filename", "");
          if (previous.isEmpty()) {
            untold++;
            files.add(ChangedFile.added(path));
          } else {
            files.add(ChangedFile.renamed(previous, path));
          }
        }
        default -> files.add(ChangedFile.modified(path));
      }
    }
    return untold == 0
        ? new ChangedFiles.Complete(files)
        : new ChangedFiles.Truncated(
            files, "this old server does not say where its renamed files were");
  }

  /** An old server without this list says the same as for a pull request that is not there. */
  private boolean isGone(String one) throws ForgeException {
    try {
      client.send(Call.get("find a pull request of " + name, one));
      return false;
    } catch (ForgeException failure) {
      if (failure.reason() instanceof ForgeException.NotFound) {
        return true;
      }
      throw failure;
    }
  }

  @Override
  public List<FileContent> contents(List<FileOfPullRequest> files, int limit)
      throws ForgeException {
    return client.each(files, file -> content(file, limit));
  }

  private FileContent content(FileOfPullRequest file, int limit) throws ForgeException {
    return RawFile.atHead(
        client,
        file.pullRequest(),
        ownRef(file.pullRequest().number()),
        ref ->
            Call.raw(
                "read a file of " + name + "#" + file.pullRequest().number(),
                target
                    + "/raw/"
                    + PercentEncoding.path(file.path())
                    + "?ref="
                    + PercentEncoding.part(ref),
                "*/*",
                limit));
  }

  @Override
  public void publishComment(int number, String marker, String body) throws ForgeException {
    new CommentThread(
            client,
            name + "#" + number,
            target + "/issues/" + number + "/comments",
            target + "/issues/comments/",
            "PATCH")
        .publish(marker, body);
  }
}
