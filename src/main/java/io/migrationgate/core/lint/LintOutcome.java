package io.migrationgate.core.lint;

import java.util.List;

/**
 * What lint has to say.
 *
 * @param findings in order of place
 * @param allowed how many findings a comment has allowed
 * @param unread what could not be read, with the reason: nothing is known of it
 */
public record LintOutcome(List<LintFinding> findings, int allowed, List<String> unread) {

  public LintOutcome {
    findings = List.copyOf(findings);
    unread = List.copyOf(unread);
  }

  public boolean hasErrors() {
    return count(Level.ERROR) > 0;
  }

  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
