package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.Claim;
import io.migrationgate.core.collision.CollisionFinding;
import io.migrationgate.core.graph.SourceLocation;
import java.io.PrintWriter;
import java.util.Optional;

/** Annotations beside the lines of this branch's own files, in GitHub's and Forgejo's form. */
public final class GithubCollisionReport implements CollisionReport {

  @Override
  public void write(CollisionSurvey survey, PrintWriter out) {
    for (UnreadBranch branch : survey.unread()) {
      out.println("::error title=collisions::" + data(branch.branch() + " " + branch.reason()));
    }
    for (CollisionSurvey.Part part : survey.parts()) {
      part.findings().forEach(finding -> write(part, finding, out));
      if (survey.standingOf(part) == Standing.PASS) {
        out.println(
            data(part.chain().chain() + ": OK (" + CollisionSummary.ofPassing(survey, part) + ")"));
      } else {
        for (String line : CollisionSummary.brokenUnions(part.chain())) {
          out.println(
              "::warning title=" + property(part.chain().chain() + ": union") + "::" + data(line));
        }
      }
    }
  }

  private static void write(CollisionSurvey.Part part, CollisionFinding finding, PrintWriter out) {
    SourceLocation place = place(part, finding).revision().location();
    StringBuilder text = new StringBuilder(finding.message());
    for (Claim claim : finding.collision().claims()) {
      text.append('\n').append(claim.revision().location()).append(" on ").append(claim.holder());
    }
    text.append('\n').append(finding.order());
    finding.remedy().command().ifPresent(command -> text.append("\nFix: ").append(command));
    text.append('\n').append(finding.remedy().explanation());
    out.println(
        (finding.blocking() ? "::error" : "::notice")
            + " file="
            + property(place.path())
            + (place.line() > 0 ? ",line=" + place.line() : "")
            + ",title="
            + property(part.chain().chain() + ": " + finding.kind().id())
            + "::"
            + data(text.toString()));
  }

  private static Claim place(CollisionSurvey.Part part, CollisionFinding finding) {
    Optional<Claim> own =
        part.chain()
            .current()
            .flatMap(
                branch ->
                    finding.collision().claims().stream()
                        .filter(claim -> claim.isOf(branch))
                        .findFirst());
    return own.orElse(finding.collision().claims().getLast());
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
