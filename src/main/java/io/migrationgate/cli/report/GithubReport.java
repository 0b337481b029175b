package io.migrationgate.cli.report;

import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Annotations that GitHub and Forgejo show beside the lines of a pull request. */
public final class GithubReport implements Report {

  private final Summary summary;

  public GithubReport(Policy policy) {
    this.summary = new Summary(policy);
  }

  @Override
  public void write(List<JudgedChain> chains, PrintWriter out) {
    for (JudgedChain judged : chains) {
      for (Finding finding : judged.verdict().findings()) {
        write(judged, finding, out);
      }
      if (judged.verdict() instanceof Verdict.Pass) {
        out.println(judged.chain().name() + ": OK (" + summary.ofPassing(judged) + ")");
      }
    }
  }

  @Override
  public void writeFailure(String reason, PrintWriter out) {
    out.println(new GithubAnnotation("error", Optional.empty(), ProblemKind.UNKNOWN.id(), reason));
  }

  private static void write(JudgedChain judged, Finding finding, PrintWriter out) {
    out.println(
        new GithubAnnotation(
            level(finding.severity()),
            finding.problem().locations().stream().findFirst(),
            judged.chain().name() + ": " + finding.kind().id(),
            text(finding)));
  }

  private static String text(Finding finding) {
    StringBuilder text = new StringBuilder(finding.message());
    if (!finding.cause().isEmpty()) {
      text.append("\nCause: ").append(finding.cause());
    }
    finding.remedy().command().ifPresent(command -> text.append("\nFix: ").append(command));
    return text.append('\n').append(finding.remedy().explanation()).toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR, UNKNOWN -> "error";
      case WARNING -> "warning";
      case OFF -> "debug";
    };
  }
}
