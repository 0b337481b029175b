package io.migrationgate.cli.report;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.lint.Level;
import io.migrationgate.core.lint.LintFinding;
import io.migrationgate.core.lint.LintOutcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found, where, why it matters, and what to write instead. */
public final class LintTextReport implements LintReport {

  /** An old chain can have one in every file; nobody reads a thousand. */
  private static final int MAX_FINDINGS = 20;

  private static final int MAX_PLACES = 10;

  private final Style style;

  public LintTextReport(boolean colour) {
    this.style = new Style(colour);
  }

  @Override
  public void write(LintOutcome outcome, PrintWriter out) {
    out.println(headline(outcome));
    List<LintFinding> findings = outcome.findings();
    Set<String> explained = new HashSet<>();
    for (LintFinding finding : findings.subList(0, Math.min(MAX_FINDINGS, findings.size()))) {
      write(finding, explained.add(finding.rule().id()), out);
    }
    if (findings.size() > MAX_FINDINGS) {
      out.println();
      out.println(
          "  and " + (findings.size() - MAX_FINDINGS) + " more; --format json has them all");
    }
  }

  private String headline(LintOutcome outcome) {
    List<String> counts = new ArrayList<>();
    add(outcome.count(Level.ERROR), "error", counts);
    add(outcome.count(Level.WARN), "warning", counts);
    if (outcome.allowed() > 0) {
      counts.add(outcome.allowed() + " allowed by a comment");
    }
    String verdict =
        outcome.hasErrors()
            ? style.red("BLOCKED")
            : outcome.unread().isEmpty() ? style.green("OK") : style.yellow("UNKNOWN");
    return style.bold("lint")
        + ": "
        + verdict
        + " ("
        + (counts.isEmpty() ? "nothing found" : String.join(", ", counts))
        + ")";
  }

  private static void add(long count, String word, List<String> counts) {
    if (count > 0) {
      counts.add(count + " " + word + (count == 1 ? "" : "s"));
    }
  }

  private void write(LintFinding finding, boolean first, PrintWriter out) {
    out.println();
    out.println(
        "  "
            + label(finding.level())
            + " "
            + style.bold(finding.rule().id())
            + ": "
            + Plain.text(finding.message()));
    List<SourceLocation> places = finding.locations();
    for (SourceLocation place : places.subList(0, Math.min(MAX_PLACES, places.size()))) {
      out.println("    at " + Plain.text(place.toString()));
    }
    if (places.size() > MAX_PLACES) {
      out.println("    and in " + (places.size() - MAX_PLACES) + " more places");
    }
    if (first) {
      Paragraph.write("why:   ", finding.rule().explanation(), out);
    }
    finding
        .replacement()
        .ifPresent(text -> out.println("    write: " + style.bold(Plain.text(text))));
    Paragraph.write("fix:   ", Plain.text(finding.remedy()), out);
  }

  private String label(Level level) {
    return switch (level) {
      case ERROR -> style.red("error");
      case WARN -> style.yellow("warning");
      case OFF -> "";
    };
  }
}
