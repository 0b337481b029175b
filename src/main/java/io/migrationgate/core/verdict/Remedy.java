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

  /**
   * The same for a person who is not where the files are, such as one who looks into an image.
   *
   * @param project the folder there that is the project's own, as far as one can tell
   */
  Remedy elsewhere(String project) {
    String typed = command.orElse("");
    if (!typed.startsWith("migration-gate ") || project.isEmpty()) {
      return explain(explanation);
    }
    String prefix = project.endsWith("/") ? project : project + "/";
    String relative = typed.replace(" " + prefix, " ");
    // What is absolute still has no place in a repository.
    return explain(
        relative.contains(" /")
            ? explanation
            : "In the project's repository, run `" + relative + "`. " + explanation);
  }
}
