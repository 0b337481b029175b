package io.migrationgate.cli.report;

import io.migrationgate.core.lint.Level;
import io.migrationgate.core.lint.LintFinding;
import io.migrationgate.core.lint.LintOutcome;
import io.migrationgate.core.lint.LintRules;
import java.io.PrintWriter;
import java.util.List;

/** SARIF 2.1.0, which code scanning services and editors read. */
public final class LintSarifReport implements LintReport {

  private final String version;

  public LintSarifReport(String version) {
    this.version = version;
  }

  @Override
  public void write(LintOutcome outcome, PrintWriter out) {
    List<SarifLog.Rule> rules =
        LintRules.ALL.stream()
            .map(rule -> new SarifLog.Rule(rule.id(), rule.title(), level(rule.usualLevel())))
            .toList();
    List<SarifLog.Result> results =
        outcome.findings().stream()
            .map(
                finding ->
                    new SarifLog.Result(
                        finding.rule().id(),
                        level(finding.level()),
                        text(finding),
                        finding.locations()))
            .toList();
    new SarifLog(version, rules).write(results, out);
  }

  private static String text(LintFinding finding) {
    return finding.message()
        + finding.replacement().map(instead -> ". Write: " + instead).orElse("")
        + ". "
        + finding.remedy();
  }

  private static String level(Level level) {
    return switch (level) {
      case ERROR -> "error";
      case WARN -> "warning";
      case OFF -> "none";
    };
  }
}
