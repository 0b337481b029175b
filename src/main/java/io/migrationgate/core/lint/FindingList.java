package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;
import java.util.List;
import java.util.Optional;

/** Takes what one rule finds. */
public final class FindingList {

  private final LintRule rule;
  private final Level level;
  private final List<LintFinding> findings;

  FindingList(LintRule rule, Level level, List<LintFinding> findings) {
    this.rule = rule;
    this.level = level;
    this.findings = findings;
  }

  void add(String message, SourceLocation place) {
    add(message, List.of(place));
  }

  void add(String message, List<SourceLocation> places) {
    add(message, places, rule.remedy(), Optional.empty());
  }

  void add(
      String message, List<SourceLocation> places, String remedy, Optional<String> replacement) {
    findings.add(new LintFinding(rule, level, message, places, remedy, replacement));
  }
}
