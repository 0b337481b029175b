package io.migrationgate.adapter.gitlab;

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

/** A project at a GitLab; its pull requests are called merge requests there. */
public final class GitLabForge implements Forge {
  public static final String READ_ADVICE =
      "Set GITLAB_TOKEN to a project access token with the scope read_api and the role Reporter;"
          + " CI_JOB_TOKEN may not read merge requests";

  public static final String WRITE_ADVICE =
      "A comment needs a GITLAB_TOKEN with the scope api and the role Reporter";

  private static final String PAGED = "per_page=100&page=";

  /** Large, and not wanted: the texts of the diffs come with the names of the files. */
  private static final Set<String> SKIPPED = Set.of("diff", "description");

  private final ApiClient client;
  private final String name;
  private final String target;

  /**
   * The project of this path or number.
   *
   * @param client at {@code https://HOST/api/v4}
   * @param project its path, or its number
   * @param name for messages
   */
  public GitLabForge(ApiClient client, String project, String name) {
    this.client = client;
    this.name = name;
    this.target = "/projects/" + PercentEncoding.part(project);
  }

  @Override
  public String repository() {
    return client.host() + "/" + name;
  }

  @Override
  public List<OpenPullRequest> openPullRequests(String baseBranch) throws ForgeException {
    List<OpenPullRequest> open = new ArrayList<>();
    for (JsonValue item :
        client.pages(
            "list the open merge requests of " + name,
            target
                + "/merge_requests?state=opened&order_by=created_at&sort=asc&target_branch="
                + PercentEncoding.part(baseBranch)
                + "&"
                + PAGED,
            SKIPPED)) {
      open.add(pullRequest(item));
    }
    open.sort(Comparator.comparingInt(OpenPullRequest::number));
    return open;
  }

  private static OpenPullRequest pullRequest(JsonValue item) throws ForgeException {
    int number = Math.toIntExact(item.number("iid"));
    String commit = item.textOr("sha", "");
    return new OpenPullRequest(
        number,
        item.text("title"),
        item.text("source_branch"),
        commit.isEmpty() ? ownRef(number) : commit,
        item.text("target_branch"),
        item.textOr("web_url", ""),
        item.at("author").textOr("username", ""),
        item.flag("draft") || item.flag("work_in_progress"),
        item.numberOr("source_project_id", -1) != item.numberOr("target_project_id", -2));
  }

  /** The project keeps the head here, whatever became of the branch or the fork. */
  private static String ownRef(int number) {
    return "refs/merge-requests/" + number + "/head";
  }

  @Override
  public List<ChangedFiles> changedFiles(List<OpenPullRequest> pullRequests) throws ForgeException {
    return client.each(pullRequests, this::files);
  }

  /**
   * Asks for {@code changes} rather than for the newer {@code diffs}: they come in one answer with
   * the signs that some are missing, which {@code diffs} leaves out without a word.
   */
  private ChangedFiles files(OpenPullRequest pullRequest) throws ForgeException {
    JsonValue answer;
    try {
      answer =
          client.json(
              Call.get(
                  "list the files of " + name + "!" + pullRequest.number(),
                  target + "/merge_requests/" + pullRequest.number() + "/changes"),
              SKIPPED);
    } catch (ForgeException failure) {
      if (failure.reason() instanceof ForgeException.NotFound) {
        return new ChangedFiles.Gone();
      }
      throw failure;
    }
    if (!answer.textOr("state", "").equals("opened")) {
      return new ChangedFiles.Gone();
    }
    List<ChangedFile> files = new ArrayList<>();
    for (JsonValue item : answer.at("changes").items()) {
      files.add(file(item));
    }
    return complete(files, answer);
  }

  private static ChangedFile file(JsonValue item) throws ForgeException {
    String path = item.text("new_path");
    if (item.flag("new_file")) {
      return ChangedFile.added(path);
    }
    if (item.flag("deleted_file")) {
      return ChangedFile.removed(item.text("old_path"));
    }
    return item.flag("renamed_file")
        ? ChangedFile.renamed(item.text("old_path"), path)
        : ChangedFile.modified(path);
  }

  private static ChangedFiles complete(List<ChangedFile> files, JsonValue answer) {
    // A number, and a plus behind it where GitLab stopped to count.
    String count = answer.textOr("changes_count", "");
    if (count.isEmpty() && isBeingPrepared(answer)) {
      return new ChangedFiles.Truncated(files, "GitLab is still working out its changes");
    }
    boolean some = count.endsWith("+") || answer.flag("overflow");
    if (some || (!count.isEmpty() && !count.equals(Integer.toString(files.size())))) {
      return new ChangedFiles.Truncated(
          files,
          "GitLab lists "
              + files.size()
              + " of its "
              + (count.isEmpty() ? "many" : count)
              + " files, as it exceeds the limits for diffs");
    }
    return new ChangedFiles.Complete(files);
  }

  private static boolean isBeingPrepared(JsonValue answer) {
    return answer.textOr("detailed_merge_status", "").equals("preparing")
        || (answer.has("prepared_at") && answer.at("prepared_at").isNull());
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
                "read a file of " + name + "!" + file.pullRequest().number(),
                target
                    + "/repository/files/"
                    + PercentEncoding.part(file.path())
                    + "/raw?ref="
                    + PercentEncoding.part(ref),
                "*/*",
                limit));
  }

  @Override
  public void publishComment(int number, String marker, String body) throws ForgeException {
    String notes = target + "/merge_requests/" + number + "/notes";
    new CommentThread(client, name + "!" + number, notes, notes + "/", "PUT").publish(marker, body);
  }
}
