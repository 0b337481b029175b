package io.migrationgate.cli.report;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;

/** One line a chain when all is well; else what is wrong, where, why, and what to type. */
public final class TextReport implements Report {

  /** A chain can have a problem in every file; nobody reads a thousand. */
  private static final int MAX_FINDINGS = 20;

  private static final int MAX_PLACES = 10;

  private final Summary summary;
  private final Style style;

  public TextReport(Policy policy, boolean colour) {
    this.summary = new Summary(policy);
    this.style = new Style(colour);
  }

  @Override
  public void writeFailure(String reason, PrintWriter out) {
    // A person reads it on the error stream.
  }

  @Override
  public void write(List<JudgedChain> chains, PrintWriter out) {
    boolean apart = false;
    for (JudgedChain judged : chains) {
      if (apart) {
        out.println();
      }
      apart = !judged.verdict().findings().isEmpty();
      out.println(headline(judged));
      List<Finding> findings = judged.verdict().findings();
      for (Finding finding : findings.subList(0, Math.min(MAX_FINDINGS, findings.size()))) {
        write(finding, out);
      }
      if (findings.size() > MAX_FINDINGS) {
        out.println();
        out.println(
            "  and " + (findings.size() - MAX_FINDINGS) + " more; --format json has them all");
      }
    }
    total(chains, out);
  }

  /** Where there is more than one chain and not all is well: what to look for above. */
  private static void total(List<JudgedChain> chains, PrintWriter out) {
    int passed = 0;
    int blocked = 0;
    int unknown = 0;
    for (JudgedChain judged : chains) {
      switch (judged.verdict()) {
        case Verdict.Pass pass -> passed++;
        case Verdict.Blocked verdict -> blocked++;
        case Verdict.Unknown verdict -> unknown++;
      }
    }
    if (chains.size() > 1 && passed < chains.size()) {
      out.println();
      out.println(
          chains.size()
              + " chains: "
              + passed
              + " OK, "
              + blocked
              + " blocked, "
              + unknown
              + " unknown");
    }
  }

  private String headline(JudgedChain judged) {
    String name = style.bold(Plain.text(judged.chain().name()));
    int found = judged.verdict().findings().size();
    return switch (judged.verdict()) {
      case Verdict.Pass pass ->
          name
              + ": "
              + style.green("OK")
              + " ("
              + summary.ofPassing(judged)
              + ")"
              + (found == 0 ? "" : ", " + plural(found, "warning"));
      case Verdict.Blocked blocked -> name + ": " + style.red("BLOCKED") + counted(blocked);
      case Verdict.Unknown unknown -> name + ": " + style.yellow("UNKNOWN") + counted(unknown);
    };
  }

  private static String counted(Verdict verdict) {
    return " (" + plural(verdict.findings().size(), "problem") + ")";
  }

  private static String plural(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  private void write(Finding finding, PrintWriter out) {
    out.println();
    out.println(
        "  "
            + label(finding.severity())
            + " "
            + style.bold(finding.kind().id())
            + ": "
            + Plain.text(finding.message()));
    List<SourceLocation> places = finding.problem().locations();
    for (SourceLocation place : places.subList(0, Math.min(MAX_PLACES, places.size()))) {
      out.println("    at " + Plain.text(place.toString()));
    }
    if (places.size() > MAX_PLACES) {
      out.println("    and in " + (places.size() - MAX_PLACES) + " more places");
    }
    if (!finding.cause().isEmpty()) {
      Paragraph.write("cause: ", Plain.text(finding.cause()), out);
    }
    finding
        .remedy()
        .command()
        .ifPresent(command -> out.println("    fix:   " + style.bold(Plain.text(command))));
    String label = finding.remedy().command().isPresent() ? "       " : "fix:   ";
    Paragraph.write(label, Plain.text(finding.remedy().explanation()), out);
  }

  private String label(Severity severity) {
    return switch (severity) {
      case ERROR -> style.red("error");
      case UNKNOWN -> style.yellow("unknown");
      case WARNING -> style.yellow("warning");
      case OFF -> "";
    };
  }
}
