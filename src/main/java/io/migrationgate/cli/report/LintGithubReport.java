package io.migrationgate.cli.report;

import io.migrationgate.core.lint.Level;
import io.migrationgate.core.lint.LintFinding;
import io.migrationgate.core.lint.LintOutcome;
import java.io.PrintWriter;
import java.util.Optional;

/** Annotations that GitHub and Forgejo show beside the lines of a pull request. */
public final class LintGithubReport implements LintReport {

  @Override
  public void write(LintOutcome outcome, PrintWriter out) {
    for (LintFinding finding : outcome.findings()) {
      out.println(
          new GithubAnnotation(
              level(finding.level()),
              Optional.of(finding.place()),
              finding.rule().id(),
              text(finding)));
    }
    if (outcome.findings().isEmpty() && outcome.unread().isEmpty()) {
      out.println("lint: OK");
    }
  }

  private static String text(LintFinding finding) {
    StringBuilder text = new StringBuilder(finding.message());
    finding.replacement().ifPresent(instead -> text.append("\nWrite: ").append(instead));
    return text.append('\n').append(finding.remedy()).toString();
  }

  private static String level(Level level) {
    return switch (level) {
      case ERROR -> "error";
      case WARN -> "warning";
      case OFF -> "debug";
    };
  }
}
