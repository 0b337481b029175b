package io.migrationgate.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.forge.ForgeKind;
import io.migrationgate.adapter.http.TestServer.Answers;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.adapter.http.TestServer.Request;
import io.migrationgate.git.GitProject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers as a forge does that holds a real repository, with pull requests of its branches. */
public final class HostedRepository implements Answers {

  private static final Pattern PULL_REQUEST =
      Pattern.compile("p(\\d+):pullRequest\\(number:\\1\\)");
  private static final Pattern OBJECT = Pattern.compile("\"e(\\d+)\":\"([0-9a-f]{40}):([^\"]+)\"");
  private static final Pattern NUMBER = Pattern.compile("/(?:pulls|merge_requests)/(\\d+)/");
  private static final Pattern COMMENT = Pattern.compile("/(?:comments|notes)/(\\d+)$");

  private final ForgeKind kind;
  private final GitProject project;
  private final String base;
  private final Map<Integer, String> branches = new TreeMap<>();

  /** By their numbers, as JSON texts with their quotes. */
  private final Map<Integer, String> comments = new ConcurrentSkipListMap<>();

  public HostedRepository(ForgeKind kind, GitProject project, String base) {
    this.kind = kind;
    this.project = project;
    this.base = base;
  }

  public HostedRepository with(int number, String branch) {
    branches.put(number, branch);
    return this;
  }

  public List<String> comments() {
    return List.copyOf(comments.values());
  }

  @Override
  public synchronized Reply to(Request request) throws Exception {
    if (request.path().endsWith("/comments") || request.path().endsWith("/notes")) {
      return commentsAt(request);
    }
    Matcher comment = COMMENT.matcher(request.path());
    if (comment.find()) {
      assertThat(request.method()).isEqualTo(kind == ForgeKind.GITLAB ? "PUT" : "PATCH");
      comments.put(Integer.parseInt(comment.group(1)), text(request));
      return Reply.json("{}");
    }
    return switch (kind) {
      case GITHUB -> gitHub(request);
      case FORGEJO -> forgejo(request);
      case GITLAB -> gitLab(request);
    };
  }

  private Reply commentsAt(Request request) {
    if (request.method().equals("POST")) {
      comments.put(comments.size() + 1, text(request));
      return Reply.of(201, "{}");
    }
    List<String> items = new ArrayList<>();
    comments.forEach((id, body) -> items.add("{\"id\": " + id + ", \"body\": " + body + "}"));
    return Reply.json("[" + String.join(",", items) + "]");
  }

  private static String text(Request request) {
    assertThat(request.body()).startsWith("{\"body\":").endsWith("}");
    return request.body().substring("{\"body\":".length(), request.body().length() - 1);
  }

  // --- GitHub ------------------------------------------------------------------------------------

  private Reply gitHub(Request request) throws Exception {
    assertThat(request.path()).isEqualTo("/graphql");
    List<String> fields = new ArrayList<>();
    if (request.body().contains("pullRequests(")) {
      assertThat(request.body()).contains("\"base\":\"" + base + "\"", "\"name\":\"shop\"");
      List<String> nodes = new ArrayList<>();
      for (int number : branches.keySet()) {
        nodes.add(
            """
            {"number": %d, "title": "T", "url": "https://x/%d", "isDraft": false,
             "isCrossRepository": false, "headRefName": "%s", "headRefOid": "%s",
             "baseRefName": "%s", "author": {"login": "ada"}}"""
                .formatted(number, number, branches.get(number), head(number), base));
      }
      fields.add("\"pullRequests\": " + connection(nodes));
    }
    Matcher asked = PULL_REQUEST.matcher(request.body());
    while (asked.find()) {
      List<String> nodes = new ArrayList<>();
      int number = Integer.parseInt(asked.group(1));
      for (Map.Entry<String, String> file : changes(number).entrySet()) {
        nodes.add(
            "{\"path\": \"%s\", \"changeType\": \"%s\"}"
                .formatted(file.getKey(), file.getValue().toUpperCase(Locale.ROOT)));
      }
      fields.add(
          "\"p%d\": {\"state\": \"OPEN\", \"changedFiles\": %d, \"files\": %s}"
              .formatted(number, nodes.size(), connection(nodes)));
    }
    Matcher object = OBJECT.matcher(request.body());
    while (object.find()) {
      String text = project.git("show", object.group(2) + ":" + object.group(3)) + "\n";
      fields.add(
          "\"f%s\": {\"byteSize\": %d, \"isTruncated\": false, \"text\": \"%s\"}"
              .formatted(object.group(1), text.length(), escaped(text)));
    }
    return Reply.json("{\"data\": {\"repository\": {" + String.join(", ", fields) + "}}}");
  }

  private static String connection(List<String> nodes) {
    return "{\"pageInfo\": {\"hasNextPage\": false, \"endCursor\": null}, \"nodes\": ["
        + String.join(",", nodes)
        + "]}";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  // --- Forgejo -----------------------------------------------------------------------------------

  private Reply forgejo(Request request) throws Exception {
    String repository = "/api/v1/repos/acme/shop";
    assertThat(request.path()).startsWith(repository);
    if (request.path().startsWith(repository + "/raw/")) {
      return raw(request, request.path().substring((repository + "/raw/").length()));
    }
    List<String> items = new ArrayList<>();
    if (request.path().equals(repository + "/pulls")) {
      for (int number : branches.keySet()) {
        items.add(
            """
            {"number": %d, "title": "T", "draft": false, "html_url": "https://x/%d",
             "user": {"login": "ada"}, "base": {"ref": "%s", "repo_id": 4, "repo": {"id": 4}},
             "head": {"ref": "%s", "sha": "%s", "repo_id": 4, "repo": {"id": 4}}}"""
                .formatted(number, number, base, branches.get(number), head(number)));
      }
    } else {
      for (Map.Entry<String, String> file : changes(numberIn(request)).entrySet()) {
        items.add(
            "{\"filename\": \"%s\", \"status\": \"%s\"}"
                .formatted(
                    file.getKey(),
                    file.getValue().equals("modified") ? "changed" : file.getValue()));
      }
    }
    return Reply.json("[" + String.join(",", items) + "]")
        .with("X-Total-Count", String.valueOf(items.size()));
  }

  // --- GitLab ------------------------------------------------------------------------------------

  private Reply gitLab(Request request) throws Exception {
    String project = "/api/v4/projects/4";
    assertThat(request.path()).startsWith(project);
    String files = project + "/repository/files/";
    if (request.path().startsWith(files)) {
      String path = request.path().substring(files.length());
      return raw(request, path.substring(0, path.length() - "/raw".length()));
    }
    List<String> items = new ArrayList<>();
    if (request.path().equals(project + "/merge_requests")) {
      assertThat(request.parameter("target_branch")).isEqualTo(base);
      for (int number : branches.keySet()) {
        items.add(
            """
            {"iid": %d, "title": "T", "state": "opened", "target_branch": "%s",
             "source_branch": "%s", "author": {"username": "ada"}, "source_project_id": 4,
             "target_project_id": 4, "draft": false, "sha": "%s", "web_url": "https://x/%d"}"""
                .formatted(number, base, branches.get(number), head(number), number));
      }
      return Reply.json("[" + String.join(",", items) + "]").with("x-next-page", "");
    }
    for (Map.Entry<String, String> file : changes(numberIn(request)).entrySet()) {
      items.add(
          """
          {"old_path": "%s", "new_path": "%s", "new_file": %s, "deleted_file": %s,
           "renamed_file": false, "diff": "@@"}"""
              .formatted(
                  file.getKey(),
                  file.getKey(),
                  file.getValue().equals("added"),
                  file.getValue().equals("deleted")));
    }
    return Reply.json(
        """
        {"state": "opened", "changes_count": "%d", "overflow": false, "changes": [%s]}"""
            .formatted(items.size(), String.join(",", items)));
  }

  // --- what git knows ----------------------------------------------------------------------------

  private Reply raw(Request request, String path) throws Exception {
    String file = URLDecoder.decode(path, StandardCharsets.UTF_8);
    String text = project.git("show", request.parameter("ref") + ":" + file) + "\n";
    return Reply.bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int numberIn(Request request) {
    Matcher number = NUMBER.matcher(request.path());
    assertThat(number.find()).as(request.path()).isTrue();
    return Integer.parseInt(number.group(1));
  }

  private String head(int number) throws Exception {
    return project.git("rev-parse", "refs/heads/" + branches.get(number));
  }

  private Map<String, String> changes(int number) throws Exception {
    String listed =
        project.git("diff", "--no-renames", "--name-status", base + "..." + branches.get(number));
    Map<String, String> changes = new TreeMap<>();
    for (String line : listed.lines().toList()) {
      changes.put(
          line.substring(2),
          switch (line.charAt(0)) {
            case 'A' -> "added";
            case 'D' -> "deleted";
            default -> "modified";
          });
    }
    return changes;
  }
}
