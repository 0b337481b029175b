package io.migrationgate.adapter.gitlab;

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
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitLabForgeTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String PROJECT = "/api/v4/projects/acme%2Fweb%2Fshop";

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

  private static GitLabForge forge(TestServer server) throws ForgeException {
    return new GitLabForge(server.client("/api/v4"), "acme/web/shop", "acme/web/shop");
  }

  private static String item(int number, String source, String hash) {
    return """
        {"id": %d, "iid": %d, "title": "Change %d", "description": "", "state": "opened",
         "target_branch": "main", "source_branch": "topic-%d", "author": {"username": "ada"},
         "source_project_id": %s, "target_project_id": 4, "draft": false,
         "work_in_progress": false, "sha": %s,
         "web_url": "https://gitlab.example.org/acme/web/shop/-/merge_requests/%d"}"""
        .formatted(number + 1000, number, number, number, source, hash, number);
  }

  private static OpenPullRequest pullRequest(int number) {
    return new OpenPullRequest(
        number, "Change", "topic", HASH, "main", "https://x", "ada", false, false);
  }

  private static String change(String oldPath, String newPath, String flag) {
    return "{\"old_path\": \"%s\", \"new_path\": \"%s\", \"new_file\": %s, \"deleted_file\": %s, \"renamed_file\": %s, \"diff\": \"@@ -0,0 +1 @@\"}"
        .formatted(
            oldPath, newPath, flag.equals("new"), flag.equals("deleted"), flag.equals("renamed"));
  }

  private ChangedFiles filesOf(String answer) throws Exception {
    return forge(server(request -> Reply.json(answer)))
        .changedFiles(List.of(pullRequest(1)))
        .getFirst();
  }

  @Test
  void listsTwoHundredAndTheirFiles() throws Exception {
    TestServer server =
        server(
            request -> {
              if (request.path().endsWith("/changes")) {
                return Reply.json(
                    "{\"state\": \"opened\", \"changes_count\": \"1\", \"overflow\": false,"
                        + " \"changes\": ["
                        + change("m.py", "m.py", "new")
                        + "]}");
              }
              assertThat(request.path()).isEqualTo(PROJECT + "/merge_requests");
              assertThat(request.parameter("state")).isEqualTo("opened");
              assertThat(request.parameter("target_branch")).isEqualTo("release%2F1");
              int page = Integer.parseInt(request.parameter("page"));
              String items =
                  IntStream.rangeClosed(page * 100 - 99, page * 100)
                      .mapToObj(n -> item(n, "4", "\"" + HASH + "\""))
                      .collect(Collectors.joining(","));
              return Reply.json("[" + items + "]")
                  .with("x-total", "200")
                  .with("x-next-page", page == 2 ? "" : "2");
            });
    GitLabForge forge = forge(server);

    List<OpenPullRequest> all = forge.openPullRequests("release/1");
    List<ChangedFiles> files = forge.changedFiles(all);

    assertThat(all).hasSize(200);
    assertThat(files)
        .hasSize(200)
        .containsOnly(new ChangedFiles.Complete(List.of(ChangedFile.added("m.py"))));
    assertThat(server.requests()).hasSize(2 + 200);
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(8);
  }

  @Test
  void knowsForksAndWhatTheyLeaveBehind() throws Exception {
    TestServer server =
        server(
            request ->
                Reply.json(
                    "["
                        + item(1, "4", "\"" + HASH + "\"")
                        + ","
                        + item(2, "9", "\"" + HASH + "\"")
                        + ","
                        + item(3, "null", "null")
                        + "]"));

    List<OpenPullRequest> all = forge(server).openPullRequests("main");

    assertThat(all).extracting(OpenPullRequest::fromFork).containsExactly(false, true, true);
    assertThat(all)
        .extracting(OpenPullRequest::headCommit)
        .containsExactly(HASH, HASH, "refs/merge-requests/3/head");
  }

  @Test
  void readsWhatBecameOfFiles() throws Exception {
    String changes =
        String.join(
            ",",
            change("a", "a", "new"),
            change("b", "b", "deleted"),
            change("c", "c", ""),
            change("e", "d", "renamed"));

    assertThat(
            filesOf(
                "{\"state\": \"opened\", \"changes_count\": \"4\", \"overflow\": false,"
                    + " \"changes\": ["
                    + changes
                    + "]}"))
        .isEqualTo(
            new ChangedFiles.Complete(
                List.of(
                    ChangedFile.added("a"),
                    ChangedFile.removed("b"),
                    ChangedFile.modified("c"),
                    ChangedFile.renamed("e", "d"))));
  }

  @Test
  void saysWhenItSeesSomeFilesOnly() throws Exception {
    String one = "\"changes\": [" + change("a", "a", "new") + "]}";
    for (String signs :
        List.of(
            "\"changes_count\": \"1000+\", \"overflow\": false",
            "\"changes_count\": \"1\", \"overflow\": true",
            "\"changes_count\": \"2\", \"overflow\": false",
            "\"overflow\": true")) {
      ChangedFiles files = filesOf("{\"state\": \"opened\", " + signs + ", " + one);
      assertThat(files).as(signs).isInstanceOf(ChangedFiles.Truncated.class);
      assertThat(((ChangedFiles.Truncated) files).files()).containsExactly(ChangedFile.added("a"));
    }
    assertThat(
            ((ChangedFiles.Truncated)
                    filesOf("{\"state\": \"opened\", \"changes_count\": \"1000+\", " + one))
                .reason())
        .isEqualTo("GitLab lists 1 of its 1000+ files, as it exceeds the limits for diffs");
  }

  /** Just opened: there are no changes yet, which is not the same as none. */
  @Test
  void saysWhenTheChangesAreNotKnownYet() throws Exception {
    assertThat(
            filesOf(
                """
                {"state": "opened", "changes_count": null, "prepared_at": null,
                 "detailed_merge_status": "preparing", "overflow": false, "changes": []}"""))
        .isEqualTo(
            new ChangedFiles.Truncated(List.of(), "GitLab is still working out its changes"));
    assertThat(
            filesOf(
                """
                {"state": "opened", "changes_count": null,
                 "prepared_at": "2026-03-01T10:00:00Z", "overflow": false, "changes": []}"""))
        .isEqualTo(new ChangedFiles.Complete(List.of()));
  }

  @Test
  void passesOverWhatIsClosedOrGone() throws Exception {
    assertThat(filesOf("{\"state\": \"merged\", \"changes\": []}"))
        .isEqualTo(new ChangedFiles.Gone());
    assertThat(
            forge(server(request -> Reply.of(404, "{\"message\": \"404 Not found\"}")))
                .changedFiles(List.of(pullRequest(1))))
        .containsExactly(new ChangedFiles.Gone());
  }

  @Test
  void readsFiles() throws Exception {
    String files = PROJECT + "/repository/files/";
    TestServer server =
        server(
            request -> {
              String target = request.target();
              if (target.equals(files + "m%2F1%20%C3%A9.py/raw?ref=" + HASH)) {
                return Reply.bytes(new byte[] {-1, 0, 7});
              }
              return target.equals(files + "gone.py/raw?ref=refs%2Fmerge-requests%2F8%2Fhead")
                  ? Reply.bytes(new byte[] {8})
                  : Reply.of(404, "{\"message\": \"404 File Not Found\"}");
            });

    List<FileContent> contents =
        forge(server)
            .contents(
                List.of(
                    new FileOfPullRequest(pullRequest(8), "m/1 é.py"),
                    new FileOfPullRequest(pullRequest(8), "gone.py"),
                    new FileOfPullRequest(pullRequest(8), "none.py")),
                100);

    assertThat(((FileContent.Bytes) contents.get(0)).bytes()).containsExactly(-1, 0, 7);
    assertThat(((FileContent.Bytes) contents.get(1)).bytes()).containsExactly(8);
    assertThat(contents.get(2)).isEqualTo(new FileContent.Absent());
  }

  @Test
  void changesItsNote() throws Exception {
    TestServer server =
        server(
            request ->
                request.method().equals("GET")
                    ? Reply.json("[{\"id\": 31, \"body\": \"<!-- m -->\\nold\"}]")
                    : Reply.json("{}"));

    forge(server).publishComment(5, "<!-- m -->", "new");

    assertThat(server.requests())
        .extracting(Request::method, Request::path)
        .containsExactly(
            Tuple.tuple("GET", PROJECT + "/merge_requests/5/notes"),
            Tuple.tuple("PUT", PROJECT + "/merge_requests/5/notes/31"));
  }

  @Test
  void saysWhichTokenWouldDo() throws Exception {
    TestServer server = server(request -> Reply.of(401, "{\"message\": \"401 Unauthorized\"}"));

    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> forge(server).openPullRequests("main"));

    assertThat(failure.reason()).isInstanceOf(ForgeException.NoPermission.class);
    assertThat(failure)
        .hasMessageContaining("cannot list the open merge requests of acme/web/shop");
  }
}
