package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code # migration-gate: allow RULE REASON}, on the line it speaks of or on a line of its own
 * above that.
 *
 * @param alone whether nothing else stands on its line
 */
record AllowComment(SourceLocation place, String rule, String reason, boolean alone) {

  private static final String MARK = "migration-gate: allow";

  /** The comments of a file, in any language whose comments start with #, -- or //. */
  static List<AllowComment> in(String path, String text) {
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      return List.of();
    }
    List<AllowComment> comments = new ArrayList<>();
    int line = 1;
    int counted = 0;
    while (mark >= 0) {
      for (; counted < mark; counted++) {
        line += text.charAt(counted) == '\n' ? 1 : 0;
      }
      int start = text.lastIndexOf('\n', mark) + 1;
      int end = text.indexOf('\n', mark);
      end = end < 0 ? text.length() : end;
      String before = text.substring(start, mark).strip();
      if (before.endsWith("#") || before.endsWith("--") || before.endsWith("//")) {
        String rest = text.substring(mark + MARK.length(), end).strip();
        int blank = rest.indexOf(' ');
        String rule = blank < 0 ? rest : rest.substring(0, blank);
        String reason = blank < 0 ? "" : rest.substring(blank + 1).strip();
        boolean alone = before.length() <= 2;
        comments.add(new AllowComment(new SourceLocation(path, line), rule, reason, alone));
      }
      mark = text.indexOf(MARK, end);
    }
    return comments;
  }

  boolean isValid() {
    return !reason.isEmpty() && LintRules.byId(rule).isPresent();
  }

  boolean allows(LintFinding finding) {
    SourceLocation found = finding.place();
    int covered = alone ? place.line() + 1 : place.line();
    return isValid()
        && finding.rule().id().equals(rule)
        && found.path().equals(place.path())
        && (found.line() == place.line() || found.line() == covered);
  }
}
