package io.migrationgate.adapter.github;

import io.migrationgate.adapter.http.ApiClient;
import io.migrationgate.adapter.http.JsonValue;
import io.migrationgate.port.ChangedFile;
import io.migrationgate.port.ChangedFiles;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of pull requests, of several in one request.
 *
 * <p>REST would take a request for each pull request, and the token of a workflow has a thousand an
 * hour for the whole repository. GraphQL alone does not tell where a renamed file was: those pull
 * requests, which are few, are asked for by REST.
 */
final class ChangedFilesList {

  /** GitHub ends a query after ten seconds, and each pull request costs it a diff. */
  static final int PULL_REQUESTS_A_REQUEST = 20;

  private static final String FIELDS =
      "{state changedFiles files(first:100%s){pageInfo{hasNextPage endCursor} "
          + "nodes{path changeType}}}";

  private final ApiClient client;
  private final GraphQl graphQl;
  private final GitHubRepository repository;

  ChangedFilesList(ApiClient client, GraphQl graphQl, GitHubRepository repository) {
    this.client = client;
    this.graphQl = graphQl;
    this.repository = repository;
  }

  List<ChangedFiles> of(List<OpenPullRequest> pullRequests) throws ForgeException {
    List<JsonValue> nodes = new ArrayList<>(pullRequests.size());
    client.each(Batch.of(pullRequests, PULL_REQUESTS_A_REQUEST), this::ask).forEach(nodes::addAll);
    record Asked(OpenPullRequest pullRequest, JsonValue node) {}
    List<Asked> asked = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      asked.add(new Asked(pullRequests.get(i), nodes.get(i)));
    }
    return client.each(asked, one -> files(one.pullRequest(), one.node()));
  }

  private List<JsonValue> ask(List<OpenPullRequest> batch) throws ForgeException {
    StringBuilder fields = new StringBuilder();
    for (OpenPullRequest pullRequest : batch) {
      fields.append(' ').append(field(pullRequest)).append(FIELDS.formatted(""));
    }
    JsonValue answer = graphQl.ask(purpose(batch), "", fields.toString(), Map.of());
    List<JsonValue> nodes = new ArrayList<>(batch.size());
    for (OpenPullRequest pullRequest : batch) {
      nodes.add(answer.at("p" + pullRequest.number()));
    }
    return nodes;
  }

  private String purpose(List<OpenPullRequest> batch) {
    String first = repository.fullName() + "#" + batch.getFirst().number();
    return "list the files of "
        + (batch.size() == 1 ? first : first + " and " + (batch.size() - 1) + " more");
  }

  private static String field(OpenPullRequest pullRequest) {
    int number = pullRequest.number();
    return "p" + number + ":pullRequest(number:" + number + ")";
  }

  private ChangedFiles files(OpenPullRequest pullRequest, JsonValue node) throws ForgeException {
    if (!node.textOr("state", "").equals("OPEN")) {
      return new ChangedFiles.Gone();
    }
    long total = node.number("changedFiles");
    List<ChangedFile> files = new ArrayList<>();
    JsonValue page = node.at("files");
    while (true) {
      if (page.isNull() || !addAll(page, files)) {
        return complete(byRest(pullRequest), total);
      }
      JsonValue info = page.at("pageInfo");
      if (!info.flag("hasNextPage")) {
        return complete(files, total);
      }
      page = nextPage(pullRequest, info.text("endCursor"));
    }
  }

  /** Whether all could be told; of a renamed file it cannot. */
  private static boolean addAll(JsonValue page, List<ChangedFile> files) throws ForgeException {
    for (JsonValue node : page.at("nodes").items()) {
      String path = node.text("path");
      switch (node.text("changeType")) {
        case "ADDED", "COPIED" -> files.add(ChangedFile.added(path));
        case "DELETED" -> files.add(ChangedFile.removed(path));
        case "MODIFIED", "CHANGED" -> files.add(ChangedFile.modified(path));
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private JsonValue nextPage(OpenPullRequest pullRequest, String after) throws ForgeException {
    Map<String, @Nullable String> variables = new HashMap<>();
    variables.put("after", after);
    return graphQl
        .ask(
            purpose(List.of(pullRequest)),
            ",$after:String",
            field(pullRequest) + FIELDS.formatted(",after:$after"),
            variables)
        .at("p" + pullRequest.number())
        .at("files");
  }

  private List<ChangedFile> byRest(OpenPullRequest pullRequest) throws ForgeException {
    List<ChangedFile> files = new ArrayList<>();
    for (JsonValue file :
        client.pages(
            purpose(List.of(pullRequest)),
            repository.target() + "/pulls/" + pullRequest.number() + "/files?per_page=100&page=",
            Set.of("patch"))) {
      String path = file.text("filename");
      files.add(
          switch (file.text("status")) {
            case "added", "copied" -> ChangedFile.added(path);
            case "removed" -> ChangedFile.removed(path);
            case "renamed" -> ChangedFile.renamed(file.text("previous_filename"), path);
            default -> ChangedFile.modified(path);
          });
    }
    return files;
  }

  private static ChangedFiles complete(List<ChangedFile> files, long total) {
    return files.size() >= total
        ? new ChangedFiles.Complete(files)
        : new ChangedFiles.Truncated(
            files, "GitHub lists " + files.size() + " of its " + total + " files");
  }
}
