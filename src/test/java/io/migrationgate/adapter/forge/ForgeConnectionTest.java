package io.migrationgate.adapter.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationgate.adapter.http.TestServer;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.port.Forge;
import io.migrationgate.port.ForgeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgeConnectionTest {
  private static final Map<String, String> NOTHING = Map.of();

  private static ForgeLocation find(Map<String, String> environment, String remote)
      throws ForgeException {
    return ForgeLocation.find(ForgeOptions.NONE, environment, Optional.of(remote));
  }

  private static String summary(ForgeLocation found) {
    return found.kind() + " " + found.api() + " " + found.repository();
  }

  private static ForgeOptions options(String kind, String api, String repository) {
    return new ForgeOptions(
        ForgeKind.named(kind),
        Optional.of(api).filter(text -> !text.isEmpty()),
        Optional.of(repository).filter(text -> !text.isEmpty()),
        Optional.empty());
  }

  @Test
  void readsTheRemote() throws Exception {
    Map<String, String> expected = new HashMap<>();
    for (String url :
        List.of(
            "git@github.com:acme/shop.git",
            "https://github.com/acme/shop",
            "https://user:secret@github.com/acme/shop.git/",
            "ssh://git@github.com:22/acme/shop.git")) {
      expected.put(url, "GITHUB https://api.github.com acme/shop");
    }
    expected.put(
        "ssh://git@codeberg.org/acme/shop.git", "FORGEJO https://codeberg.org/api/v1 acme/shop");
    expected.put(
        "https://forgejo.example.org:8443/acme/shop.git",
        "FORGEJO https://forgejo.example.org:8443/api/v1 acme/shop");
    expected.put(
        "git@gitlab.com:acme/web/shop.git", "GITLAB https://gitlab.com/api/v4 acme/web/shop");
    for (Map.Entry<String, String> each : expected.entrySet()) {
      ForgeLocation found = find(NOTHING, each.getKey());
      assertThat(summary(found)).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(found.toString()).doesNotContain("secret");
    }
  }

  @Test
  void saysThatAHostIsUnknown() {
    for (String url :
        List.of("git@git.example.org:acme/shop.git", "https://github.com.example.org/a/b")) {
      ForgeException failure = catchThrowableOfType(ForgeException.class, () -> find(NOTHING, url));
      assertThat(failure.reason()).isInstanceOf(ForgeException.NotConfigured.class);
      assertThat(failure).hasMessageContaining("say with --forge what this is");
    }
    for (String url : List.of("/srv/git/shop.git", "../shop", "C:/shop", "file:///srv/shop", "")) {
      assertThat(catchThrowableOfType(ForgeException.class, () -> find(NOTHING, url)))
          .as(url)
          .hasMessageStartingWith("no forge is known here: ");
    }
  }

  @Test
  void readsWhatEachCiSays() throws Exception {
    String remote = "git@github.com:other/other.git";
    assertThat(
            summary(
                find(
                    Map.of(
                        "GITHUB_REPOSITORY", "acme/shop",
                        "GITHUB_API_URL", "https://ghe.example.org/api/v3"),
                    remote)))
        .isEqualTo("GITHUB https://ghe.example.org/api/v3 acme/shop");

    ForgeLocation forgejo =
        find(
            Map.of(
                "GITHUB_REPOSITORY", "acme/shop",
                "GITHUB_API_URL", "https://git.example.org/api/v1"),
            remote);
    assertThat(summary(forgejo)).isEqualTo("FORGEJO https://git.example.org/api/v1 acme/shop");
    assertThat(forgejo.tokenVariables()).contains("GITHUB_TOKEN");

    ForgeLocation gitLab =
        find(
            Map.of(
                "CI_PROJECT_ID", "42",
                "CI_PROJECT_PATH", "acme/web/shop",
                "CI_API_V4_URL", "https://gitlab.example.org/api/v4"),
            remote);
    assertThat(summary(gitLab)).isEqualTo("GITLAB https://gitlab.example.org/api/v4 42");
    assertThat(gitLab.name()).isEqualTo("acme/web/shop");

    assertThat(
            summary(
                find(
                    Map.of(
                        "CI_FORGE_TYPE", "gitea",
                        "CI_FORGE_URL", "https://git.example.org/",
                        "CI_REPO", "acme/shop"),
                    remote)))
        .isEqualTo("FORGEJO https://git.example.org/api/v1 acme/shop");
  }

  @Test
  void whatIsSaidGoesFirst() throws Exception {
    Map<String, String> ci =
        Map.of("GITHUB_REPOSITORY", "acme/shop", "GITHUB_API_URL", "https://api.github.com");
    assertThat(summary(ForgeLocation.find(options("", "", "acme/other"), ci, Optional.empty())))
        .isEqualTo("GITHUB https://api.github.com acme/other");
    assertThat(
            summary(
                ForgeLocation.find(
                    options("gitea", "", ""),
                    ci,
                    Optional.of("git@git.example.org:acme/shop.git"))))
        .isEqualTo("FORGEJO https://git.example.org/api/v1 acme/shop");
    assertThat(
            summary(
                ForgeLocation.find(
                    options("gitlab", "https://g.example.org/api/v4", "a/b"),
                    NOTHING,
                    Optional.empty())))
        .isEqualTo("GITLAB https://g.example.org/api/v4 a/b");
  }

  /** The token of a workflow is for the forge that runs it. */
  @Test
  void aTokenGoesToItsOwnForgeOnly() throws Exception {
    Map<String, String> ci =
        Map.of(
            "GITHUB_REPOSITORY", "acme/shop",
            "GITHUB_API_URL", "https://git.example.org/api/v1");
    assertThat(
            ForgeLocation.find(
                    options("forgejo", "https://elsewhere.example.org/api/v1", ""),
                    ci,
                    Optional.empty())
                .tokenVariables())
        .containsExactly("FORGEJO_TOKEN", "GITEA_TOKEN");
  }

  @Test
  void opensEachKindWithItsToken() throws Exception {
    try (TestServer server =
        new TestServer(
            request ->
                request.path().equals("/graphql")
                    ? Reply.json(
                        "{\"data\": {\"repository\": {\"pullRequests\": {\"nodes\": [],"
                            + " \"pageInfo\": {\"hasNextPage\": false}}}}}")
                    : Reply.json("[]"))) {
      Map<String, String> tokens =
          Map.of(
              "GH_TOKEN", "github-token",
              "GITEA_TOKEN", " gitea-token\n",
              "GITLAB_TOKEN", "gitlab-token",
              "CI_JOB_TOKEN", "job-token");
      for (String kind : List.of("github", "gitea", "gitlab")) {
        Forge forge =
            ForgeConnection.open(
                options(kind, server.url(), "acme/shop"), tokens, Optional.empty());
        assertThat(forge.openPullRequests("main")).isEmpty();
        assertThat(forge.repository()).endsWith("/acme/shop");
        assertThat(server.requests().getLast().header("Authorization"))
            .isEqualTo("Bearer " + kind + "-token");
      }
    }
  }

  @Test
  void asksWithoutATokenWhereThatCanDo() throws Exception {
    try (TestServer server = new TestServer(request -> Reply.json("[]"))) {
      Map<String, String> jobToken = Map.of("CI_JOB_TOKEN", "job-token");
      ForgeConnection.open(options("gitlab", server.url(), "acme/shop"), jobToken, Optional.empty())
          .openPullRequests("main");
      assertThat(server.requests().getLast().header("Authorization")).isEmpty();

      ForgeException failure =
          catchThrowableOfType(
              ForgeException.class,
              () ->
                  ForgeConnection.open(
                      options("github", server.url(), "acme/shop"), NOTHING, Optional.empty()));
      assertThat(failure.reason()).isInstanceOf(ForgeException.NoPermission.class);
      assertThat(failure)
          .hasMessageStartingWith(
              "acme/shop: GitHub is not asked without a token. Set GITHUB_TOKEN");
    }
  }

  @Test
  void refusesATokenThatIsNone() {
    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class,
            () ->
                ForgeConnection.open(
                    options("github", "https://api.github.com", "acme/shop"),
                    Map.of("GITHUB_TOKEN", "two\nlines"),
                    Optional.empty()));
    assertThat(failure)
        .hasMessage("GITHUB_TOKEN holds no token: it has blanks, or other than ASCII characters");
  }

  @Test
  void knowsThePullRequestThatACiRunsFor() {
    assertThat(RunningPullRequest.number(Map.of("GITHUB_REF", "refs/pull/17/merge"))).hasValue(17);
    assertThat(RunningPullRequest.number(Map.of("GITHUB_REF", "refs/heads/main"))).isEmpty();
    assertThat(RunningPullRequest.number(Map.of("CI_MERGE_REQUEST_IID", "5"))).hasValue(5);
    assertThat(RunningPullRequest.number(Map.of("CI_COMMIT_PULL_REQUEST", "6"))).hasValue(6);
    assertThat(RunningPullRequest.number(Map.of("CI_COMMIT_PULL_REQUEST", ""))).isEmpty();
    assertThat(RunningPullRequest.number(NOTHING)).isEmpty();
  }
}
