package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.Claim;
import io.migrationgate.core.collision.CollisionFinding;
import java.util.List;

/** One comment under a pull request, in Markdown, that is replaced at every run. */
public final class CollisionComment {

  /** Tells the comment from others; nobody sees it. */
  public static final String MARKER = "<!-- migration-gate:collisions -->";

  private CollisionComment() {}

  public static String body(CollisionSurvey survey) {
    StringBuilder text = new StringBuilder("### Migrations\n");
    for (UnreadBranch branch : survey.unread()) {
      text.append("\n- Unknown: ").append(plain(branch.branch() + " " + branch.reason()));
    }
    for (CollisionSurvey.Part part : survey.parts()) {
      String name = "\n**" + plain(part.chain().chain()) + "**: ";
      text.append(name);
      switch (survey.standingOf(part)) {
        case PASS -> text.append("OK, ").append(plain(CollisionSummary.ofPassing(survey, part)));
        case BLOCKED -> text.append("this cannot be merged as it is");
        case UNKNOWN -> text.append("it cannot be told whether this can be merged");
      }
      text.append('\n');
      part.findings().forEach(finding -> append(finding, text));
      List<String> broken = CollisionSummary.brokenUnions(part.chain());
      if (!broken.isEmpty()) {
        list(CollisionSummary.titleOfBroken(part.chain()), broken, text);
        list("An order of merges that works:", CollisionSummary.order(part), text);
      }
    }
    return text.toString();
  }

  private static void append(CollisionFinding finding, StringBuilder text) {
    text.append("\n- **")
        .append(finding.kind().id())
        .append("**: ")
        .append(plain(finding.message()))
        .append('\n');
    for (Claim claim : finding.collision().claims()) {
      text.append("  - ")
          .append(code(claim.revision().location().toString()))
          .append(" on ")
          .append(plain(claim.holder().toString()))
          .append('\n');
    }
    text.append("\n  ").append(plain(finding.order())).append('\n');
    finding
        .remedy()
        .command()
        .ifPresent(command -> text.append("\n  ").append(code(command)).append('\n'));
    text.append("\n  ").append(plain(finding.remedy().explanation())).append('\n');
  }

  private static void list(String title, List<String> lines, StringBuilder text) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append("\n\n");
      lines.forEach(line -> text.append("- ").append(plain(line)).append('\n'));
    }
  }

  /**
   * Names of branches and files come from strangers: nothing in them may mention a person, show a
   * picture, or end the line.
   */
  private static String plain(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        escaped.append(' ');
      } else if ("\\`*_[]<>|!~&".indexOf(c) >= 0) {
        escaped.append('\\').append(c);
      } else if (c == '@') {
        escaped.append("&#64;");
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String code(String text) {
    return "`" + text.replace('`', '\'').replaceAll("\\p{Cntrl}", " ") + "`";
  }
}
