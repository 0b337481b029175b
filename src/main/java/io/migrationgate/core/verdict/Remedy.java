package io.migrationgate.core.verdict;

import java.util.Optional;

/**
 * What to do about a problem.
 *
 * @param explanation why this is right here, and why the other ways are not
 * @param command what to type, where one command does it
 */
public record Remedy(String explanation, Optional<String> command) {

  static Remedy explain(String explanation) {
    return new Remedy(explanation, Optional.empty());
  }

  static Remedy run(String command, String explanation) {
    return new Remedy(explanation, Optional.of(command));
  }
}
