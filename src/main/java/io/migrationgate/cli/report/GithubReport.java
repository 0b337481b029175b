package io.migrationgate.cli.report;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;

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

  private static void write(JudgedChain judged, Finding finding, PrintWriter out) {
    StringBuilder line = new StringBuilder(level(finding.severity()));
    String separator = " ";
    if (!finding.problem().locations().isEmpty()) {
      SourceLocation place = finding.problem().locations().getFirst();
      line.append(separator).append("file=").append(property(place.path()));
      if (place.line() > 0) {
        line.append(",line=").append(place.line());
      }
      separator = ",";
    }
    line.append(separator)
        .append("title=")
        .append(property(judged.chain().name() + ": " + finding.kind().id()))
        .append("::")
        .append(data(text(finding)));
    out.println(line);
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
      case ERROR, UNKNOWN -> "::error";
      case WARNING -> "::warning";
      case OFF -> "::debug";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
