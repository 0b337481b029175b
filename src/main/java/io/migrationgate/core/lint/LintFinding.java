package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * What a rule has found.
 *
 * @param message what is wrong, in one sentence without the place
 * @param locations the most telling place first; at least one
 * @param remedy what to do in this case
 * @param replacement what to write instead, where that can be told
 */
public record LintFinding(
    LintRule rule,
    Level level,
    String message,
    List<SourceLocation> locations,
    String remedy,
    Optional<String> replacement) {

  public LintFinding {
    locations = List.copyOf(locations);
    if (locations.isEmpty()) {
      throw new IllegalArgumentException("a finding stands somewhere");
    }
  }

  public SourceLocation place() {
    return locations.getFirst();
  }
}
