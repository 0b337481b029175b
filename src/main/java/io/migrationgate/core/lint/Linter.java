package io.migrationgate.core.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds every rule against what was read. */
public final class Linter {

  private final LintSettings settings;

  public Linter(LintSettings settings) {
    this.settings = settings;
  }

  public LintOutcome lint(Examined examined) {
    List<LintFinding> found = new ArrayList<>();
    for (LintRule rule : LintRules.ALL) {
      RuleSettings given = settings.of(rule);
      if (given.level() != Level.OFF) {
        rule.look(examined, given, new FindingList(rule, given.level(), found));
      }
    }
    Map<String, List<AllowComment>> comments = new HashMap<>();
    for (AllowComment comment : examined.allowed()) {
      comments.computeIfAbsent(comment.place().path(), path -> new ArrayList<>()).add(comment);
    }
    List<LintFinding> kept = new ArrayList<>();
    int allowed = 0;
    for (LintFinding finding : found) {
      if (!concerns(examined, finding)) {
        continue;
      }
      if (comments.getOrDefault(finding.place().path(), List.of()).stream()
          .anyMatch(comment -> comment.allows(finding))) {
        allowed++;
      } else {
        kept.add(finding);
      }
    }
    kept.sort(
        Comparator.comparing((LintFinding finding) -> finding.place().path())
            .thenComparing(finding -> finding.place().line()));
    return new LintOutcome(kept, allowed, examined.unread());
  }

  /** Whether a finding is about the change in question, if there is one. */
  private static boolean concerns(Examined examined, LintFinding finding) {
    return finding.rule().looksBeyondChange() || examined.concerns(finding.place().path());
  }
}
