package io.migrationgate.core.reader.sqitch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a plan that declares a change or a tag, taken apart.
 *
 * @param dependencies what stands in the brackets; empty without any
 */
record PlanLine(boolean tag, String name, String dependencies, String timestamp) {

  /**
   * Reads what stands before the note.
   *
   * @return empty if it is not of the form {@code [+|-] name [dependencies] timestamp planner
   *     <email>}
   */
  static Optional<PlanLine> read(String text) {
    return Optional.ofNullable(new Reader(text).read());
  }

  /**
   * sqitch's regular expression with all its backtracking, but in linear time. A planner may be any
   * text, so nearly everything is a match of some kind; what counts is the one that it finds first,
   * which is that with the longest name.
   */
  private static final class Reader {

    private enum Match {
      NONE,
      /** The expression matches, and sqitch finds that the time or the planner is missing. */
      LACKING,
      WHOLE
    }

    private final String text;
    private final Occurrences opening;
    private final Occurrences openingBehindBrackets;
    private final Occurrences closingBracket;

    /** The last {@code >} before that which ends the line; -2 if none ends it. */
    private final int closingBefore;

    private boolean tag;
    private String dependencies = "";
    private String timestamp = "";
    private int bracketsRead = -1;
    private Match behindBrackets = Match.NONE;

    Reader(String text) {
      this.text = text;
      this.opening = new Occurrences(text, '<');
      this.openingBehindBrackets = new Occurrences(text, '<');
      this.closingBracket = new Occurrences(text, ']');
      this.closingBefore =
          text.endsWith(">") ? text.lastIndexOf('>', text.length() - 2) : Integer.MIN_VALUE;
    }

    @Nullable PlanLine read() {
      int start = PlanCharacters.skipBlanks(text, 0);
      char first = start < text.length() ? text.charAt(start) : ' ';
      if (first == '@') {
        tag = true;
        start++;
      } else if (first == '+' || first == '-') {
        start = PlanCharacters.skipBlanks(text, start + 1);
      }
      for (int end = PlanName.run(text, start); end > start; end--) {
        if (PlanName.mayEnd(text, end)) {
          Match match = matchBehindName(end);
          if (match != Match.NONE) {
            String name = text.substring(start, end);
            return match == Match.WHOLE ? new PlanLine(tag, name, dependencies, timestamp) : null;
          }
        }
      }
      return null;
    }

    private Match matchBehindName(int end) {
      int at = PlanCharacters.skipBlanks(text, end);
      if (at == text.length()) {
        return Match.LACKING;
      }
      if (text.charAt(at) == '[') {
        int close = closingBracket.atOrAfter(at + 1);
        if (close > at + 1) {
          Match match = matchBehindBrackets(close);
          if (match != Match.NONE) {
            dependencies = text.substring(at + 1, close);
            return match;
          }
        }
      }
      Match match = matchTimestamp(at, opening);
      return match == Match.NONE && isPlanner(end, opening) ? Match.LACKING : match;
    }

    private Match matchBehindBrackets(int close) {
      if (close != bracketsRead) {
        bracketsRead = close;
        int at = PlanCharacters.skipBlanks(text, close + 1);
        behindBrackets = matchTimestamp(at, openingBehindBrackets);
        if (behindBrackets == Match.NONE
            && (at == text.length() || isPlanner(close + 1, openingBehindBrackets))) {
          behindBrackets = Match.LACKING;
        }
      }
      return behindBrackets;
    }

    private Match matchTimestamp(int at, Occurrences openings) {
      if (!Timestamp.isAt(text, at)) {
        return Match.NONE;
      }
      int behind = at + Timestamp.LENGTH;
      if (isPlanner(behind, openings)) {
        timestamp = text.substring(at, behind);
        return isNamedZero(behind, openings) ? Match.LACKING : Match.WHOLE;
      }
      return PlanCharacters.skipBlanks(text, behind) == text.length() ? Match.LACKING : Match.NONE;
    }

    /** Whether {@code name <email>} stands from here to the end; the name may be a blank. */
    private boolean isPlanner(int from, Occurrences openings) {
      int open = openings.atOrAfter(from);
      return open >= from + 2
          && PlanCharacters.isBlank(text.charAt(open - 1))
          && closingBefore != Integer.MIN_VALUE
          && closingBefore < open
          && open + 2 < text.length();
    }

    /** Perl takes the text 0 for nothing at all. */
    private boolean isNamedZero(int from, Occurrences openings) {
      int start = PlanCharacters.skipBlanks(text, from);
      return start + 2 == openings.atOrAfter(from) && text.charAt(start) == '0';
    }
  }
}
