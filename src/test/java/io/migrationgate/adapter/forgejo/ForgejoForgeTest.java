package io.migrationgate.adapter.forgejo;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForgejoForgeTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String REPOSITORY = "/api/v1/repos/acme/shop";

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

  private static ForgejoForge forge(TestServer server) throws ForgeException {
    return new ForgejoForge(server.client("/api/v1"), "acme/shop");
  }

  private static String item(int number, String base, String headRepository) {
    return """
        {"id": %d, "number": %d, "user": {"id": 1, "login": "ada"}, "title": "Change %d",
         "body": "", "draft": false, "state": "open",
         "html_url": "https://git.example.org/acme/shop/pulls/%d",
         "base": {"label": "%s", "ref": "%s", "sha": "x", "repo_id": 4, "repo": {"id": 4}},
         "head": {"label": "t", "ref": "topic-%d", "sha": "%s", %s}}"""
        .formatted(number + 1000, number, number, number, base, base, number, HASH, headRepository);
  }

  private static OpenPullRequest pullRequest(int number) {
    return new OpenPullRequest(
        number, "Change", "topic", HASH, "main", "https://x", "ada", false, false);
  }

  @Test
  void listsTwoHundredAndTheirFiles() throws Exception {
    TestServer server =
        server(
            request -> {
              if (!request.path().equals(REPOSITORY + "/pulls")) {
                return Reply.json("[{\"filename\": \"m.py\", \"status\": \"added\"}]")
                    .with("X-Total-Count", "1");
              }
              assertThat(request.parameter("state")).isEqualTo("open");
              assertThat(request.parameter("limit")).isEqualTo("50");
              int page = Integer.parseInt(request.parameter("page"));
              String items =
                  IntStream.rangeClosed(page * 50 - 49, page * 50)
                      .mapToObj(n -> item(n, "main", "\"repo_id\": 4, \"repo\": {\"id\": 4}"))
                      .collect(Collectors.joining(","));
              Reply reply = Reply.json("[" + items + "]").with("X-Total-Count", "200");
              // The address of a server behind a proxy that does not know its own name.
              return page == 4
                  ? reply
                  : reply.with("Link", "<http://localhost:3000/x?page=9>; rel=\"next\"");
            });
    ForgejoForge forge = forge(server);

    List<OpenPullRequest> all = forge.openPullRequests("main");
    List<ChangedFiles> files = forge.changedFiles(all);

    assertThat(all).hasSize(200);
    assertThat(files)
        .hasSize(200)
        .containsOnly(new ChangedFiles.Complete(List.of(ChangedFile.added("m.py"))));
    assertThat(server.requests()).hasSize(4 + 200);
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(8);
  }

  @Test
  void keepsToTheBaseBranchAndKnowsForks() throws Exception {
    String same = "\"repo_id\": 4, \"repo\": {\"id\": 4}";
    String fork = "\"repo_id\": 9, \"repo\": {\"id\": 9}";
    String deleted = "\"repo_id\": 9, \"repo\": null";
    TestServer server =
        server(
            request ->
                Reply.json(
                    "["
                        + item(4, "main", deleted)
                        + ","
                        + item(1, "main", same)
                        + ","
                        + item(2, "other", same)
                        + ","
                        + item(3, "main", fork)
                        + "]"));

    List<OpenPullRequest> all = forge(server).openPullRequests("main");

    assertThat(all).extracting(OpenPullRequest::number).containsExactly(1, 3, 4);
    assertThat(all).extracting(OpenPullRequest::fromFork).containsExactly(false, true, true);
    assertThat(all.getFirst())
        .isEqualTo(
            new OpenPullRequest(
                1,
                "Change 1",
                "topic-1",
                HASH,
                "main",
                "https://git.example.org/acme/shop/pulls/1",
                "ada",
                false,
                false));
  }

  @Test
  void readsWhatBecameOfFiles() throws Exception {
    TestServer server =
        server(
            request ->
                Reply.json(
                    """
                    [{"filename": "a", "status": "added"}, {"filename": "b", "status": "deleted"},
                     {"filename": "c", "status": "changed"},
                     {"filename": "d", "status": "renamed", "previous_filename": "e"},
                     {"filename": "f", "status": "copied"},
                     {"filename": "g", "status": "unchanged"}]"""));

    assertThat(forge(server).changedFiles(List.of(pullRequest(1))))
        .containsExactly(
            new ChangedFiles.Complete(
                List.of(
                    ChangedFile.added("a"),
                    ChangedFile.removed("b"),
                    ChangedFile.modified("c"),
                    ChangedFile.renamed("e", "d"),
                    ChangedFile.added("f"),
                    ChangedFile.modified("g"))));
  }

  @Test
  void doesNotGuessWhereARenamedFileWas() throws Exception {
    TestServer server =
        server(request -> Reply.json("[{\"filename\": \"d\", \"status\": \"renamed\"}]"));

    assertThat(forge(server).changedFiles(List.of(pullRequest(1))).getFirst())
        .isInstanceOf(ChangedFiles.Truncated.class);
  }

  @Test
  void tellsAPullRequestThatIsGoneFromAServerThatIsTooOld() throws Exception {
    TestServer gone = server(request -> Reply.of(404, "{}"));
    assertThat(forge(gone).changedFiles(List.of(pullRequest(1))))
        .containsExactly(new ChangedFiles.Gone());

    TestServer old =
        server(request -> request.path().endsWith("/files") ? Reply.of(404, "") : Reply.json("{}"));
    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class, () -> forge(old).changedFiles(List.of(pullRequest(1))));
    assertThat(failure.reason()).isInstanceOf(ForgeException.NotFound.class);
    assertThat(failure).hasMessageContaining("cannot list the files of acme/shop#1");
  }

  @Test
  void readsFilesAlsoOfAForkThatWasDeleted() throws Exception {
    TestServer server =
        server(
            request ->
                switch (request.target()) {
                  case REPOSITORY + "/raw/m/1%20%C3%A9.py?ref=" + HASH ->
                      Reply.bytes(new byte[] {-1, 0, 7});
                  case REPOSITORY + "/raw/fork.py?ref=refs%2Fpull%2F8%2Fhead" ->
                      Reply.bytes(new byte[] {8});
                  case REPOSITORY + "/raw/large.py?ref=" + HASH -> Reply.bytes(new byte[101]);
                  default -> Reply.of(404, "{\"message\": \"object does not exist\"}");
                });

    List<FileContent> contents =
        forge(server)
            .contents(
                List.of(
                    new FileOfPullRequest(pullRequest(8), "m/1 é.py"),
                    new FileOfPullRequest(pullRequest(8), "fork.py"),
                    new FileOfPullRequest(pullRequest(8), "large.py"),
                    new FileOfPullRequest(pullRequest(8), "none.py")),
                100);

    assertThat(((FileContent.Bytes) contents.get(0)).bytes()).containsExactly(-1, 0, 7);
    assertThat(((FileContent.Bytes) contents.get(1)).bytes()).containsExactly(8);
    assertThat(contents.get(2)).isEqualTo(new FileContent.TooLarge());
    assertThat(contents.get(3)).isEqualTo(new FileContent.Absent());
  }

  @Test
  void changesItsComment() throws Exception {
    TestServer server =
        server(
            request ->
                request.method().equals("GET")
                    ? Reply.json("[{\"id\": 31, \"body\": \"<!-- m -->\\nold\"}]")
                        .with("X-Total-Count", "1")
                    : Reply.json("{}"));

    forge(server).publishComment(5, "<!-- m -->", "new");

    assertThat(server.requests())
        .extracting(Request::method, Request::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("GET", REPOSITORY + "/issues/5/comments"),
            org.assertj.core.groups.Tuple.tuple("PATCH", REPOSITORY + "/issues/comments/31"));
  }
}
