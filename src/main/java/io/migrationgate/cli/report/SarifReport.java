package io.migrationgate.cli.report;

import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** SARIF 2.1.0, which code scanning services and editors read. */
public final class SarifReport implements Report {

  private final String version;

  public SarifReport(String version) {
    this.version = version;
  }

  @Override
  public void write(List<JudgedChain> chains, PrintWriter out) {
    List<SarifLog.Result> results = new ArrayList<>();
    for (JudgedChain judged : chains) {
      for (Finding finding : judged.verdict().findings()) {
        results.add(
            new SarifLog.Result(
                finding.kind().id(),
                level(finding.severity()),
                text(judged, finding),
                finding.problem().locations()));
      }
    }
    log().write(results, out);
  }

  @Override
  public void writeFailure(String reason, PrintWriter out) {
    log()
        .write(
            List.of(
                new SarifLog.Result(
                    ProblemKind.UNKNOWN.id(), level(Severity.UNKNOWN), reason, List.of())),
            out);
  }

  private SarifLog log() {
    return new SarifLog(
        version,
        Arrays.stream(ProblemKind.values())
            .map(kind -> new SarifLog.Rule(kind.id(), kind.title(), level(kind.usualSeverity())))
            .toList());
  }

  private static String text(JudgedChain judged, Finding finding) {
    StringBuilder text = new StringBuilder(judged.chain().name()).append(": ");
    text.append(finding.message()).append('.');
    if (!finding.cause().isEmpty()) {
      text.append(" Cause: ").append(finding.cause()).append('.');
    }
    finding
        .remedy()
        .command()
        .ifPresent(command -> text.append(" Fix: ").append(command).append('.'));
    return text.append(' ').append(finding.remedy().explanation()).toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR, UNKNOWN -> "error";
      case WARNING -> "warning";
      case OFF -> "none";
    };
  }
}
