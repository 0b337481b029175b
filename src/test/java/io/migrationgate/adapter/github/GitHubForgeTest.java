package io.migrationgate.adapter.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationgate.adapter.http.TestServer;
import io.migrationgate.adapter.http.TestServer.Answers;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.adapter.http.TestServer.Request;
import io.migrationgate.port.ChangedFile;
import io.migrationgate.port.ChangedFiles;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.FileOfPullRequest;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitHubForgeTest {
  private static final Pattern PULL_REQUEST =
      Pattern.compile("p(\\d+):pullRequest\\(number:\\1\\)");
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  private final List<TestServer> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(TestServer::close);
  }

  private TestServer server(Answers answers) throws Exception {
    TestServer server = new TestServer(answers);
    open.add(server);
    return server;
  }

  private static GitHubForge forge(TestServer server) throws ForgeException {
    return forge(server, "");
  }

  private static GitHubForge forge(TestServer server, String path) throws ForgeException {
    GitHubRepository repository = GitHubRepository.of(server.url() + path, "acme/shop");
    String base = path.isEmpty() ? "" : "/api";
    return new GitHubForge(server.client(base), repository);
  }

  private static String node(int number) {
    return """
        {"number": %d, "title": "Change %d", "url": "https://github.com/acme/shop/pull/%d",
         "isDraft": false, "isCrossRepository": false, "headRefName": "topic-%d",
         "headRefOid": "%s", "baseRefName": "main", "author": {"login": "ada"}}"""
        .formatted(number, number, number, number, HASH);
  }

  private static Reply repository(String fields) {
    return Reply.json("{\"data\": {\"repository\": {" + fields + "}}}");
  }

  private static String page(String nodes, String cursor) {
    return "\"pullRequests\": {\"pageInfo\": {\"hasNextPage\": "
        + !cursor.isEmpty()
        + ", \"endCursor\": \""
        + cursor
        + "\"}, \"nodes\": ["
        + nodes
        + "]}";
  }

  private static String files(int total, String nodes, String cursor) {
    return "{\"state\": \"OPEN\", \"changedFiles\": "
        + total
        + ", \"files\": {\"pageInfo\": {\"hasNextPage\": "
        + !cursor.isEmpty()
        + ", \"endCursor\": \""
        + cursor
        + "\"}, \"nodes\": ["
        + nodes
        + "]}}";
  }

  private static String file(String path, String type) {
    return "{\"path\": \"" + path + "\", \"changeType\": \"" + type + "\"}";
  }

  /** Answers for each pull request that a query asks of. */
  private static Reply each(Request request, IntFunction<String> answer) {
    List<String> fields = new ArrayList<>();
    Matcher asked = PULL_REQUEST.matcher(request.body());
    while (asked.find()) {
      int number = Integer.parseInt(asked.group(1));
      fields.add("\"p" + number + "\": " + answer.apply(number));
    }
    return repository(String.join(", ", fields));
  }

  private static OpenPullRequest pullRequest(int number) {
    return new OpenPullRequest(
        number, "Change", "topic", HASH, "main", "https://x", "ada", false, false);
  }

  @Test
  void listsTwoHundredAndTheirFilesInTwelveRequests() throws Exception {
    TestServer server =
        server(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.path()).isEqualTo("/graphql");
              if (!request.body().contains("pullRequests(")) {
                return each(request, n -> files(1, file("migrations/" + n + ".py", "ADDED"), ""));
              }
              assertThat(request.body())
                  .contains("\"base\":\"main\"")
                  .contains("\"owner\":\"acme\"")
                  .contains("\"name\":\"shop\"");
              boolean second = request.body().contains("\"after\":\"Y3Vyc29y\"");
              int from = second ? 101 : 1;
              return repository(
                  page(
                      IntStream.range(from, from + 100)
                          .mapToObj(GitHubForgeTest::node)
                          .collect(Collectors.joining(",")),
                      second ? "" : "Y3Vyc29y"));
            });
    GitHubForge forge = forge(server);

    List<OpenPullRequest> all = forge.openPullRequests("main");
    List<ChangedFiles> files = forge.changedFiles(all);

    assertThat(all).hasSize(200);
    assertThat(all.get(149).number()).isEqualTo(150);
    assertThat(files).hasSize(200);
    assertThat(files.get(149))
        .isEqualTo(new ChangedFiles.Complete(List.of(ChangedFile.added("migrations/150.py"))));
    assertThat(server.requests()).hasSize(12);
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(8);
  }

  @Test
  void readsWhatGitHubSaysOfAPullRequest() throws Exception {
    String fork =
        """
        {"number": 7, "title": "Add \\"x\\"", "url": "https://github.com/acme/shop/pull/7",
         "isDraft": true, "isCrossRepository": true, "headRefName": "main",
         "headRefOid": "%s", "baseRefName": "main", "author": null}"""
            .formatted(HASH);
    TestServer server = server(request -> repository(page(fork, "")));

    assertThat(forge(server).openPullRequests("main"))
        .containsExactly(
            new OpenPullRequest(
                7,
                "Add \"x\"",
                "main",
                HASH,
                "main",
                "https://github.com/acme/shop/pull/7",
                "",
                true,
                true));
  }

  @Test
  void asksAServerOfOnesOwnWhereItAnswers() throws Exception {
    TestServer server =
        server(
            request ->
                request.method().equals("POST")
                    ? each(request, n -> files(1, file("b", "RENAMED"), ""))
                    : Reply.json(
                        "[{\"filename\": \"b\", \"status\": \"renamed\","
                            + " \"previous_filename\": \"a\"}]"));

    forge(server, "/api/v3").changedFiles(List.of(pullRequest(3)));

    assertThat(server.requests())
        .extracting(Request::path)
        .containsExactly("/api/graphql", "/api/v3/repos/acme/shop/pulls/3/files");
  }

  @Test
  void turnsThePagesOfFiles() throws Exception {
    TestServer server =
        server(
            request -> {
              boolean second = request.body().contains("\"after\":\"next\"");
              return each(
                  request,
                  n ->
                      second
                          ? files(3, file("c", "MODIFIED"), "")
                          : files(3, file("a", "ADDED") + "," + file("b", "DELETED"), "next"));
            });

    assertThat(forge(server).changedFiles(List.of(pullRequest(1))))
        .containsExactly(
            new ChangedFiles.Complete(
                List.of(
                    ChangedFile.added("a"), ChangedFile.removed("b"), ChangedFile.modified("c"))));
  }

  /** GraphQL does not say from where. */
  @Test
  void asksAnewWhereARenamedFileWas() throws Exception {
    TestServer server =
        server(
            request ->
                request.path().equals("/graphql")
                    ? each(
                        request,
                        n ->
                            n == 1
                                ? files(1, file("x", "ADDED"), "")
                                : files(3, file("new", "RENAMED") + "," + file("y", "ADDED"), ""))
                    : request.parameter("page").equals("1")
                        ? Reply.json(
                                """
                                [{"filename": "new", "status": "renamed", "patch": "@@",
                                  "previous_filename": "old"},
                                 {"filename": "y", "status": "copied", "previous_filename": "x"}]
                                """)
                            .with("Link", "<https://elsewhere/?page=2>; rel=\"next\"")
                        : Reply.json("[{\"filename\": \"z\", \"status\": \"removed\"}]"));

    List<ChangedFiles> files = forge(server).changedFiles(List.of(pullRequest(1), pullRequest(2)));

    assertThat(files.get(1))
        .isEqualTo(
            new ChangedFiles.Complete(
                List.of(
                    ChangedFile.renamed("old", "new"),
                    ChangedFile.added("y"),
                    ChangedFile.removed("z"))));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void saysWhenItSeesSomeFilesOnly() throws Exception {
    TestServer server = server(request -> each(request, n -> files(4000, file("a", "ADDED"), "")));

    assertThat(forge(server).changedFiles(List.of(pullRequest(1))))
        .containsExactly(
            new ChangedFiles.Truncated(
                List.of(ChangedFile.added("a")), "GitHub lists 1 of its 4000 files"));
  }

  @Test
  void passesOverWhatIsClosedOrGone() throws Exception {
    TestServer server =
        server(
            request ->
                Reply.json(
                    """
                    {"data": {"repository": {
                       "p1": {"state": "MERGED", "changedFiles": 1, "files": null}, "p2": null}},
                     "errors": [{"type": "NOT_FOUND", "path": ["repository", "p2"],
                       "message": "Could not resolve to a PullRequest with the number of 2."}]}
                    """));

    assertThat(forge(server).changedFiles(List.of(pullRequest(1), pullRequest(2))))
        .containsExactly(new ChangedFiles.Gone(), new ChangedFiles.Gone());
  }

  @Test
  void readsManyFilesInOneRequest() throws Exception {
    byte[] latin = "# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    TestServer server =
        server(
            request -> {
              if (request.path().equals("/graphql")) {
                assertThat(request.body()).contains("\"e0\":\"" + HASH + ":migrations/ü.py\"");
                return repository(
                    """
                    "f0": {"byteSize": 3, "isTruncated": false, "text": "é1"},
                    "f1": {"byteSize": 6, "isTruncated": false, "text": "# caf\ufffd"},
                    "f2": {"byteSize": 9000, "isTruncated": false, "text": "long"},
                    "f3": {}, "f4": null, "f5": null\
                    """);
              }
              assertThat(request.header("Accept")).isEqualTo("application/vnd.github.raw+json");
              return switch (request.target()) {
                case "/repos/acme/shop/contents/latin%201.py?ref=" + HASH -> Reply.bytes(latin);
                case "/repos/acme/shop/contents/fork.py?ref=refs%2Fpull%2F9%2Fhead" ->
                    Reply.bytes(new byte[] {1, 2});
                default -> Reply.of(404, "{\"message\": \"Not Found\"}");
              };
            });

    List<FileContent> contents =
        forge(server)
            .contents(
                List.of(
                    new FileOfPullRequest(pullRequest(9), "migrations/ü.py"),
                    new FileOfPullRequest(pullRequest(9), "latin 1.py"),
                    new FileOfPullRequest(pullRequest(9), "large.py"),
                    new FileOfPullRequest(pullRequest(9), "folder"),
                    new FileOfPullRequest(pullRequest(9), "fork.py"),
                    new FileOfPullRequest(pullRequest(9), "none.py")),
                1000);

    assertThat(bytes(contents.get(0))).isEqualTo("é1".getBytes(StandardCharsets.UTF_8));
    assertThat(bytes(contents.get(1))).isEqualTo(latin);
    assertThat(contents.get(2)).isEqualTo(new FileContent.TooLarge());
    assertThat(contents.get(3)).isEqualTo(new FileContent.Absent());
    assertThat(bytes(contents.get(4))).isEqualTo(new byte[] {1, 2});
    assertThat(contents.get(5)).isEqualTo(new FileContent.Absent());
    assertThat(server.requests()).hasSize(4);
  }

  private static byte[] bytes(FileContent content) {
    assertThat(content).isInstanceOf(FileContent.Bytes.class);
    return ((FileContent.Bytes) content).bytes();
  }

  @Test
  void tellsWhyAQuestionWasNotAnswered() throws Exception {
    Map<String, Class<? extends ForgeException.Reason>> expected =
        Map.of(
            """
            {"data": {"repository": null}, "errors": [{"type": "NOT_FOUND",
             "message": "Could not resolve to a Repository"}]}""",
            ForgeException.NotFound.class,
            """
            {"data": null, "errors": [{"type": "FORBIDDEN",
             "message": "Resource not accessible by integration"}]}""",
            ForgeException.NoPermission.class,
            """
            {"data": {"repository": {}}, "errors": [{"message": "Something went wrong"}]}""",
            ForgeException.Unexpected.class,
            "{\"data\": {}}",
            ForgeException.Unexpected.class);
    for (var each : expected.entrySet()) {
      GitHubForge forge = forge(server(request -> Reply.json(each.getKey())));
      ForgeException failure =
          catchThrowableOfType(ForgeException.class, () -> forge.openPullRequests("main"));
      assertThat(failure.reason()).as(failure.getMessage()).isInstanceOf(each.getValue());
      assertThat(failure)
          .hasMessageContaining(": cannot list the open pull requests of acme/shop: ");
    }
  }

  @Test
  void findsALimitInAnAnswerThatLooksWell() throws Exception {
    TestServer server =
        server(
            request ->
                Reply.json("{\"errors\": [{\"type\":\"RATE_LIMITED\", \"message\": \"x\"}]}")
                    .with("x-ratelimit-remaining", "0")
                    .with(
                        "x-ratelimit-reset",
                        Long.toString(TestServer.START.plusSeconds(1800).getEpochSecond())));

    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> forge(server).openPullRequests("main"));

    assertThat(failure.reason())
        .isEqualTo(new ForgeException.RateLimited(TestServer.START.plusSeconds(1800)));
  }

  private static final String MARKER = "<!-- migration-gate -->";

  @Test
  void writesTheFirstComment() throws Exception {
    TestServer server =
        server(
            request ->
                request.method().equals("GET")
                    ? Reply.json("[{\"id\": 1, \"body\": \"Nice. " + MARKER + "\"}]")
                    : Reply.of(201, "{}"));

    forge(server).publishComment(5, MARKER, "two heads");

    Request written = server.requests().getLast();
    assertThat(written.method() + " " + written.target())
        .isEqualTo("POST /repos/acme/shop/issues/5/comments");
    assertThat(written.body()).isEqualTo("{\"body\":\"" + MARKER + "\\ntwo heads\"}");
  }

  @Test
  void changesItsCommentOnALaterPage() throws Exception {
    TestServer server =
        server(
            request ->
                !request.method().equals("GET")
                    ? Reply.json("{}")
                    : request.parameter("page").equals("1")
                        ? Reply.json("[{\"id\": 1, \"body\": \"x\"}]")
                            .with("Link", "<x>; rel=\"next\"")
                        : Reply.json("[{\"id\": 22, \"body\": \"" + MARKER + "\\r\\nold\"}]"));

    forge(server).publishComment(5, MARKER, "new");

    Request written = server.requests().getLast();
    assertThat(written.method() + " " + written.target())
        .isEqualTo("PATCH /repos/acme/shop/issues/comments/22");
  }

  @Test
  void leavesACommentThatSaysTheSame() throws Exception {
    TestServer server =
        server(
            request -> Reply.json("[{\"id\": 22, \"body\": \"" + MARKER + "\\r\\nsame\\r\\n\"}]"));

    forge(server).publishComment(5, MARKER, "same\n");

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void writesItsOwnWhereAnotherMayNotBeChanged() throws Exception {
    TestServer server =
        server(
            request ->
                switch (request.method()) {
                  case "GET" -> Reply.json("[{\"id\": 22, \"body\": \"" + MARKER + "\"}]");
                  case "PATCH" -> Reply.of(403, "{\"message\": \"Forbidden\"}");
                  default -> Reply.of(201, "{}");
                });

    forge(server).publishComment(5, MARKER, "mine");

    assertThat(server.requests())
        .extracting(Request::method)
        .containsExactly("GET", "PATCH", "POST");
  }

  @Test
  void saysThatAForkMayNotComment() throws Exception {
    TestServer server =
        server(
            request ->
                request.method().equals("GET")
                    ? Reply.json("[]")
                    : Reply.of(403, "{\"message\": \"Resource not accessible by integration\"}"));

    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class, () -> forge(server).publishComment(5, MARKER, "x"));

    assertThat(failure.reason()).isInstanceOf(ForgeException.NoPermission.class);
    assertThat(failure).hasMessageContaining("cannot comment on acme/shop#5: ");
  }
}
