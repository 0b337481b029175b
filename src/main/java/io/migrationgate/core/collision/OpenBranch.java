package io.migrationgate.core.collision;

import java.util.OptionalInt;

/**
 * A line of work that is not merged yet.
 *
 * @param pullRequest its number, where a forge has given it one
 */
public record OpenBranch(String name, OptionalInt pullRequest) {

  public static OpenBranch local(String name) {
    return new OpenBranch(name, OptionalInt.empty());
  }

  public static OpenBranch ofPullRequest(int number, String name) {
    return new OpenBranch(name, OptionalInt.of(number));
  }

  @Override
  public String toString() {
    return pullRequest.isEmpty() ? name : "#" + pullRequest.getAsInt() + " (" + name + ")";
  }
}
