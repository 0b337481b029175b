package io.migrationgate.adapter.forge;

import io.migrationgate.adapter.forgejo.ForgejoForge;
import io.migrationgate.adapter.github.GitHubForge;
import io.migrationgate.adapter.github.GitHubRepository;
import io.migrationgate.adapter.gitlab.GitLabForge;
import io.migrationgate.adapter.http.Access;
import io.migrationgate.adapter.http.ApiAddress;
import io.migrationgate.adapter.http.ApiClient;
import io.migrationgate.adapter.http.EnvironmentProxies;
import io.migrationgate.adapter.http.Patience;
import io.migrationgate.adapter.http.Secret;
import io.migrationgate.port.Forge;
import io.migrationgate.port.ForgeException;
import java.util.Map;
import java.util.Optional;

/** Finds the forge of this repository, with the token that the environment has for it. */
public final class ForgeConnection {
  private ForgeConnection() {}

  /**
   * Nothing is asked of the forge yet.
   *
   * @param environment variables, as {@link System#getenv()} has them
   * @param remote the address of git's remote, if there is one
   */
  public static Forge open(
      ForgeOptions options, Map<String, String> environment, Optional<String> remote)
      throws ForgeException {
    ForgeLocation location = ForgeLocation.find(options, environment, remote);
    Optional<Secret> token = token(location, environment);
    Patience patience = options.timeout().map(Patience.USUAL::waiting).orElse(Patience.USUAL);
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    return switch (location.kind()) {
      case GITHUB -> {
        if (token.isEmpty()) {
          throw new ForgeException(
              new ForgeException.NoPermission(),
              location.name()
                  + ": GitHub is not asked without a token. "
                  + GitHubForge.READ_ADVICE);
        }
        GitHubRepository repository = GitHubRepository.of(location.api(), location.repository());
        Access access = new Access(token, GitHubForge.READ_ADVICE, GitHubForge.WRITE_ADVICE);
        yield new GitHubForge(
            new ApiClient(repository.api(), access, proxies, patience), repository);
      }
      case FORGEJO -> {
        Access access = new Access(token, ForgejoForge.READ_ADVICE, ForgejoForge.WRITE_ADVICE);
        yield new ForgejoForge(
            new ApiClient(ApiAddress.of(location.api()), access, proxies, patience),
            location.repository());
      }
      case GITLAB -> {
        Access access = new Access(token, GitLabForge.READ_ADVICE, GitLabForge.WRITE_ADVICE);
        yield new GitLabForge(
            new ApiClient(ApiAddress.of(location.api()), access, proxies, patience),
            location.repository(),
            location.name());
      }
    };
  }

  private static Optional<Secret> token(ForgeLocation location, Map<String, String> environment)
      throws ForgeException {
    for (String name : location.tokenVariables()) {
      String value = environment.getOrDefault(name, "").strip();
      if (value.isEmpty()) {
        continue;
      }
      try {
        return Optional.of(new Secret(value));
      } catch (IllegalArgumentException unusable) {
        throw new ForgeException(
            new ForgeException.NoPermission(),
            name + " holds no token: it has blanks, or other than ASCII characters");
      }
    }
    return Optional.empty();
  }
}
