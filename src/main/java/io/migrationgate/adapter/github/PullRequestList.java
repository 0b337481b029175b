package io.migrationgate.adapter.github;

import io.migrationgate.adapter.http.JsonValue;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open pull requests of one base branch, a hundred a request. */
final class PullRequestList {

  /** Oldest first: one that is opened meanwhile comes last, and none moves to another page. */
  private static final String FIELDS =
      """
      pullRequests(states:OPEN,baseRefName:$base,first:100,after:$after,\
      orderBy:{field:CREATED_AT,direction:ASC}){\
      pageInfo{hasNextPage endCursor} \
      nodes{number title url isDraft isCrossRepository headRefName headRefOid baseRefName \
      author{login}}}""";

  private PullRequestList() {}

  static List<OpenPullRequest> read(GraphQl graphQl, String repository, String baseBranch)
      throws ForgeException {
    List<OpenPullRequest> open = new ArrayList<>();
    @Nullable String after = null;
    while (true) {
      Map<String, @Nullable String> variables = new HashMap<>();
      variables.put("base", baseBranch);
      variables.put("after", after);
      JsonValue page =
          graphQl
              .ask(
                  "list the open pull requests of " + repository,
                  ",$base:String!,$after:String",
                  FIELDS,
                  variables)
              .at("pullRequests");
      for (JsonValue node : page.at("nodes").items()) {
        open.add(pullRequest(node));
      }
      JsonValue info = page.at("pageInfo");
      if (!info.flag("hasNextPage")) {
        return open;
      }
      String next = info.text("endCursor");
      if (next.equals(after)) {
        throw info.unexpected("the list of pull requests has no end");
      }
      after = next;
    }
  }

  private static OpenPullRequest pullRequest(JsonValue node) throws ForgeException {
    return new OpenPullRequest(
        Math.toIntExact(node.number("number")),
        node.text("title"),
        node.text("headRefName"),
        node.text("headRefOid"),
        node.text("baseRefName"),
        node.text("url"),
        node.at("author").textOr("login", ""),
        node.flag("isDraft"),
        node.flag("isCrossRepository"));
  }
}
