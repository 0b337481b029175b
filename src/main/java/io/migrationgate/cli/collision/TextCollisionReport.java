package io.migrationgate.cli.collision;

import io.migrationgate.cli.report.Plain;
import io.migrationgate.cli.report.Style;
import io.migrationgate.core.collision.Claim;
import io.migrationgate.core.collision.CollisionFinding;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Verdict;
import java.io.PrintWriter;
import java.util.List;

/** For people: who claims what, who gives way, and what to type. */
public final class TextCollisionReport implements CollisionReport {

  private static final int MAX_CLAIMS = 10;

  private final Style style;

  public TextCollisionReport(boolean colour) {
    this.style = new Style(colour);
  }

  @Override
  public void write(CollisionSurvey survey, PrintWriter out) {
    for (UnreadBranch branch : survey.unread()) {
      out.println(
          style.yellow("unknown") + ": " + Plain.text(branch.branch() + " " + branch.reason()));
    }
    for (CollisionSurvey.Part part : survey.parts()) {
      out.println(headline(survey, part));
      write(part, out);
    }
  }

  private String headline(CollisionSurvey survey, CollisionSurvey.Part part) {
    String name = style.bold(Plain.text(part.chain().chain()));
    return switch (survey.standingOf(part)) {
      case PASS ->
          name
              + ": "
              + style.green("OK")
              + " ("
              + Plain.text(CollisionSummary.ofPassing(survey, part))
              + ")";
      case BLOCKED -> name + ": " + style.red("BLOCKED") + counted(survey, part);
      case UNKNOWN -> name + ": " + style.yellow("UNKNOWN") + counted(survey, part);
    };
  }

  private static String counted(CollisionSurvey survey, CollisionSurvey.Part part) {
    String next = survey.nextOf(part).map(free -> "; next free: " + free).orElse("");
    return " ("
        + CollisionSummary.plural(part.findings().size(), "collision", "collisions")
        + Plain.text(next)
        + ")";
  }

  private void write(CollisionSurvey.Part part, PrintWriter out) {
    if (!part.chain().concernsCurrent()) {
      return;
    }
    if (!(part.chain().baseVerdict() instanceof Verdict.Pass)) {
      base(part, out);
    }
    List<CollisionFinding> findings = part.findings();
    findings.stream().limit(CollisionSummary.MAX_LINES).forEach(found -> write(found, out));
    if (findings.size() > CollisionSummary.MAX_LINES) {
      out.println();
      out.println(
          "  and "
              + (findings.size() - CollisionSummary.MAX_LINES)
              + " more; --format json has them all");
    }
    List<String> broken = CollisionSummary.brokenUnions(part.chain());
    if (broken.isEmpty()) {
      return;
    }
    list(CollisionSummary.titleOfBroken(part.chain()), broken, out);
    list("An order of merges that works:", CollisionSummary.order(part), out);
  }

  private void base(CollisionSurvey.Part part, PrintWriter out) {
    out.println();
    out.println("  " + Plain.text(part.chain().base()) + " itself is not in order:");
    for (Finding finding : part.chain().baseVerdict().findings()) {
      String place =
          finding.problem().locations().stream()
              .findFirst()
              .map(SourceLocation::toString)
              .orElse("");
      out.println(
          "    "
              + style.bold(finding.kind().id())
              + ": "
              + Plain.text(finding.message() + (place.isEmpty() ? "" : " (" + place + ")")));
    }
  }

  private void write(CollisionFinding finding, PrintWriter out) {
    out.println();
    out.println(
        "  "
            + (finding.blocking() ? style.red("error") : style.yellow("notice"))
            + " "
            + style.bold(finding.kind().id())
            + ": "
            + Plain.text(finding.message()));
    List<Claim> claims = finding.collision().claims();
    for (Claim claim : claims.subList(0, Math.min(MAX_CLAIMS, claims.size()))) {
      out.println(
          "    at "
              + Plain.text(claim.revision().location().toString())
              + " on "
              + Plain.text(claim.holder().toString()));
    }
    if (claims.size() > MAX_CLAIMS) {
      out.println("    and in " + (claims.size() - MAX_CLAIMS) + " more places");
    }
    out.println("    " + Plain.text(finding.order()));
    finding
        .remedy()
        .command()
        .ifPresent(command -> out.println("    fix: " + style.bold(Plain.text(command))));
    out.println("    " + Plain.text(finding.remedy().explanation()));
  }

  private static void list(String title, List<String> lines, PrintWriter out) {
    if (lines.isEmpty()) {
      return;
    }
    out.println();
    out.println("  " + title);
    lines.forEach(line -> out.println("    " + Plain.text(line)));
  }
}
