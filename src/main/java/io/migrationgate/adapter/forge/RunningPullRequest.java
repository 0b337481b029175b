package io.migrationgate.adapter.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pull request that a CI is running for. */
public final class RunningPullRequest {
  private static final String REF = "refs/pull/";

  private RunningPullRequest() {}

  /** Its number; empty where the CI runs for something else, or there is no CI. */
  public static Optional<Integer> number(Map<String, String> environment) {
    for (String name : List.of("FORGEJO_REF", "GITHUB_REF")) {
      String ref = environment.getOrDefault(name, "");
      int end = ref.indexOf('/', REF.length());
      if (ref.startsWith(REF) && end > 0) {
        return number(ref.substring(REF.length(), end));
      }
    }
    return number(environment.getOrDefault("CI_MERGE_REQUEST_IID", ""))
        .or(() -> number(environment.getOrDefault("CI_COMMIT_PULL_REQUEST", "")));
  }

  private static Optional<Integer> number(String text) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException other) {
      return Optional.empty();
    }
  }
}
