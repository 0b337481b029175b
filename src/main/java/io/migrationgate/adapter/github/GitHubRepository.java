package io.migrationgate.adapter.github;

import io.migrationgate.adapter.http.ApiAddress;
import io.migrationgate.adapter.http.PercentEncoding;
import io.migrationgate.port.ForgeException;

/**
 * A repository, and where its interfaces are.
 *
 * @param rest in front of what REST is asked, after the address
 */
public record GitHubRepository(ApiAddress api, String rest, String owner, String name) {
  private static final String SERVER_REST = "/v3";

  /**
   * The repository of this name at this address.
   *
   * @param apiUrl as {@code GITHUB_API_URL} has it: {@code https://api.github.com}, or a server's
   *     own {@code https://HOST/api/v3}, where GraphQL is beside REST
   * @param repository {@code owner/name}
   */
  public static GitHubRepository of(String apiUrl, String repository) throws ForgeException {
    int slash = repository.indexOf('/');
    if (slash <= 0 || slash == repository.length() - 1 || repository.indexOf('/', slash + 1) > 0) {
      throw new ForgeException(
          new ForgeException.NotConfigured(), "a repository of GitHub is written OWNER/NAME");
    }
    String plain = apiUrl.endsWith("/") ? apiUrl.substring(0, apiUrl.length() - 1) : apiUrl;
    boolean server = plain.endsWith("/api" + SERVER_REST);
    ApiAddress api =
        ApiAddress.of(server ? plain.substring(0, plain.length() - SERVER_REST.length()) : plain);
    return new GitHubRepository(
        api,
        server ? SERVER_REST : "",
        repository.substring(0, slash),
        repository.substring(slash + 1));
  }

  String target() {
    return rest + "/repos/" + PercentEncoding.part(owner) + "/" + PercentEncoding.part(name);
  }

  String fullName() {
    return owner + "/" + name;
  }
}
