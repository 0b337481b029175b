package io.migrationgate.adapter.forge;

import io.migrationgate.port.ForgeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which repository at which forge, and which variables may hold a token for it.
 *
 * @param api the address of the interface
 * @param repository as the interface wants it: a name, or at GitLab a number
 * @param name for people
 * @param tokenVariables in the order in which they are looked at
 */
record ForgeLocation(
    ForgeKind kind, String api, String repository, String name, List<String> tokenVariables) {

  private static final String FORGEJO_API = "/api/v1";

  /** First what is said, then what the CI says, then the remote. */
  static ForgeLocation find(
      ForgeOptions options, Map<String, String> environment, Optional<String> remote)
      throws ForgeException {
    Variables variables = new Variables(environment);
    Optional<ForgeLocation> known =
        actions(variables)
            .or(() -> gitLab(variables))
            .or(() -> woodpecker(variables))
            .filter(found -> options.kind().isEmpty() || options.kind().get() == found.kind());
    if (known.isEmpty()) {
      known = remote(options.kind(), remote);
    }
    if (options.api().isEmpty() && options.repository().isEmpty()) {
      return known.orElseThrow(() -> unknown(options, remote));
    }
    return said(options, known, remote);
  }

  private static ForgeLocation said(
      ForgeOptions options, Optional<ForgeLocation> known, Optional<String> remote)
      throws ForgeException {
    Optional<ForgeKind> kind = options.kind().or(() -> known.map(ForgeLocation::kind));
    Optional<String> api = options.api().or(() -> known.map(ForgeLocation::api));
    Optional<String> repository =
        options
            .repository()
            .or(() -> known.map(ForgeLocation::repository))
            .or(() -> remote.flatMap(GitRemote::of).map(GitRemote::repository));
    if (kind.isEmpty() || repository.isEmpty() || api.isEmpty()) {
      throw unknown(options, remote);
    }
    String name =
        options.repository().isPresent()
            ? options.repository().get()
            : known.map(ForgeLocation::name).orElse(repository.get());
    // The token of a CI's own is meant for the CI's own forge, and for no other.
    List<String> tokens =
        known.isPresent() && known.get().api().equals(api.get())
            ? known.get().tokenVariables()
            : ownTokens(kind.get());
    return new ForgeLocation(kind.get(), api.get(), repository.get(), name, tokens);
  }

  /** GitHub's, Forgejo's and Gitea's; the latter two speak of themselves in GitHub's variables. */
  private static Optional<ForgeLocation> actions(Variables variables) {
    String repository =
        variables.first("FORGEJO_REPOSITORY", "GITEA_REPOSITORY", "GITHUB_REPOSITORY");
    String api = variables.first("FORGEJO_API_URL", "GITEA_API_URL", "GITHUB_API_URL");
    if (repository.isEmpty() || api.isEmpty()) {
      return Optional.empty();
    }
    boolean forgejo =
        api.endsWith(FORGEJO_API)
            || api.endsWith(FORGEJO_API + "/")
            || variables.isTrue("FORGEJO_ACTIONS")
            || variables.isTrue("GITEA_ACTIONS");
    return Optional.of(
        forgejo
            ? new ForgeLocation(
                ForgeKind.FORGEJO,
                api,
                repository,
                repository,
                List.of("FORGEJO_TOKEN", "GITEA_TOKEN", "GITHUB_TOKEN"))
            : new ForgeLocation(
                ForgeKind.GITHUB, api, repository, repository, ownTokens(ForgeKind.GITHUB)));
  }

  private static Optional<ForgeLocation> gitLab(Variables variables) {
    String project = variables.first("CI_PROJECT_ID");
    String api = variables.first("CI_API_V4_URL");
    if (project.isEmpty() || api.isEmpty()) {
      return Optional.empty();
    }
    String path = variables.first("CI_PROJECT_PATH");
    return Optional.of(
        new ForgeLocation(
            ForgeKind.GITLAB,
            api,
            project,
            path.isEmpty() ? project : path,
            ownTokens(ForgeKind.GITLAB)));
  }

  private static Optional<ForgeLocation> woodpecker(Variables variables) {
    Optional<ForgeKind> kind = ForgeKind.named(variables.first("CI_FORGE_TYPE"));
    String server = variables.first("CI_FORGE_URL");
    String repository = variables.first("CI_REPO");
    if (kind.isEmpty() || server.isEmpty() || repository.isEmpty()) {
      return Optional.empty();
    }
    String plain = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    return Optional.of(
        new ForgeLocation(
            kind.get(), kind.get().apiAt(plain), repository, repository, ownTokens(kind.get())));
  }

  private static Optional<ForgeLocation> remote(
      Optional<ForgeKind> said, Optional<String> address) {
    Optional<GitRemote> remote = address.flatMap(GitRemote::of);
    if (remote.isEmpty()) {
      return Optional.empty();
    }
    String repository = remote.get().repository();
    return said.or(() -> ForgeKind.at(remote.get().host()))
        .map(
            kind ->
                new ForgeLocation(
                    kind,
                    kind.apiAt(remote.get().server()),
                    repository,
                    repository,
                    ownTokens(kind)));
  }

  private static List<String> ownTokens(ForgeKind kind) {
    return switch (kind) {
      case GITHUB -> List.of("GITHUB_TOKEN", "GH_TOKEN");
      case FORGEJO -> List.of("FORGEJO_TOKEN", "GITEA_TOKEN");
      case GITLAB -> List.of("GITLAB_TOKEN");
    };
  }

  private static ForgeException unknown(ForgeOptions options, Optional<String> address) {
    Optional<GitRemote> remote = address.flatMap(GitRemote::of);
    String message;
    if (options.kind().isEmpty() && remote.isPresent()) {
      message =
          remote.get().host() + ": say with --forge what this is: github, forgejo, gitea or gitlab";
    } else {
      message =
          "no forge is known here: name it with --forge, --forge-api and --repository, or compare"
              + " with local branches by --against";
    }
    return new ForgeException(new ForgeException.NotConfigured(), message);
  }

  /** Environment variables; an empty one counts as none, as in shells. */
  private record Variables(Map<String, String> environment) {

    String first(String... names) {
      for (String name : names) {
        String value = environment.getOrDefault(name, "");
        if (!value.isBlank()) {
          return value.strip();
        }
      }
      return "";
    }

    boolean isTrue(String name) {
      return first(name).equalsIgnoreCase("true");
    }
  }
}
