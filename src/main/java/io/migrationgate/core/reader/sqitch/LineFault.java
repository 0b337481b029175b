package io.migrationgate.core.reader.sqitch;

import java.util.Optional;

/**
 * What is wrong with a line that sqitch refuses, most often with the words "Invalid name" whatever
 * it is.
 *
 * @param reason as the end of a sentence that begins with the place
 * @param remedy what to write instead
 */
record LineFault(String reason, String remedy) {

  private static final String FORM = "name [dependencies] " + Timestamp.FORM + " planner <email>";

  private static final String BY_SQITCH =
      "Write the line as `" + FORM + " # note`; `sqitch add` writes it whole.";

  private static final String RENAME =
      "Choose another name, as long as no database has run the change, and name the scripts alike.";

  /** Of a line in the header. */
  static LineFault ofPragma(String text) {
    if (text.isEmpty()) {
      return loneHash();
    }
    if (text.startsWith("\ufeff")) {
      return new LineFault(
          "begins with a byte order mark, which sqitch takes for a part of the line",
          "Save the plan as UTF-8 without a byte order mark.");
    }
    if (isChangeOrTag(text)) {
      return new LineFault(
          "declares a change or a tag among the pragmas",
          "Put a blank line between the pragmas and the first change.");
    }
    if (text.startsWith("%") && text.endsWith("=")) {
      return new LineFault(
          "has a pragma with a = and no value", "Write the value, or leave the = away.");
    }
    return new LineFault(
        "is no pragma, and no blank line has ended the header yet",
        "Write pragmas as %name or %name=value, and a blank line below the last.");
  }

  static boolean isChangeOrTag(String text) {
    return PlanLine.read(text).isPresent();
  }

  /** Of a line below the header. */
  static LineFault of(String text) {
    if (text.isEmpty()) {
      return loneHash();
    }
    int start = PlanCharacters.skipBlanks(text, 0);
    if (text.charAt(start) == '%') {
      return new LineFault(
          "is a pragma below the header, which ends with the first blank line",
          "Move it up to the other pragmas.");
    }
    return bracketedTimestamp(text)
        .or(() -> ofName(text, start))
        .orElseGet(() -> ofTail(text, start));
  }

  private static LineFault loneHash() {
    return new LineFault(
        "is a comment without a word, which sqitch takes for a line without a name",
        "Write something behind the #, or leave the line empty.");
  }

  private static Optional<LineFault> bracketedTimestamp(String text) {
    int open = text.indexOf('[');
    while (open >= 0) {
      int at = PlanCharacters.skipBlanks(text, open + 1);
      int close = text.indexOf(']', open);
      if (close > at && looksLikeTime(text.substring(at, close))) {
        String time = PlanCharacters.withoutTrailingBlanks(text.substring(at, close));
        return Optional.of(
            new LineFault(
                "has its timestamp in brackets, which are for dependencies",
                "Take the brackets away: "
                    + (Timestamp.isAt(time, 0) ? time : Timestamp.FORM)
                    + "."));
      }
      open = text.indexOf('[', open + 1);
    }
    return Optional.empty();
  }

  private static boolean looksLikeTime(String text) {
    return text.length() >= 8
        && digits(text, 0, 4)
        && (text.charAt(4) == '-' || text.charAt(4) == '/' || text.charAt(4) == '.')
        && digits(text, 5, 6);
  }

  private static boolean digits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int nameStart(String text, int start) {
    char first = text.charAt(start);
    return first == '@'
        ? start + 1
        : first == '+' || first == '-' ? PlanCharacters.skipBlanks(text, start + 1) : start;
  }

  private static int nameEnd(String text, int from) {
    int blank = PlanCharacters.skipWord(text, from);
    int bracket = text.indexOf('[', from);
    return bracket > from && bracket < blank ? bracket : blank;
  }

  private static Optional<LineFault> ofName(String text, int start) {
    int from = nameStart(text, start);
    String name = text.substring(from, nameEnd(text, from));
    if (name.isEmpty()) {
      return Optional.of(new LineFault("has no name", BY_SQITCH));
    }
    if (Timestamp.isAt(name, 0) || looksLikeTime(name)) {
      return Optional.of(new LineFault("begins with its timestamp and has no name", BY_SQITCH));
    }
    if (name.equals("0")) {
      return Optional.of(new LineFault("has the name 0, which sqitch takes for none", RENAME));
    }
    return PlanName.isWhole(name)
        ? Optional.empty()
        : Optional.of(
            new LineFault("has the name " + name + ", which " + PlanName.fault(name), RENAME));
  }

  /** Of a line whose name is right. */
  private static LineFault ofTail(String text, int start) {
    int at = PlanCharacters.skipBlanks(text, nameEnd(text, nameStart(text, start)));
    if (at < text.length() && text.charAt(at) == '[') {
      int close = text.indexOf(']', at);
      if (close < 0) {
        return new LineFault("has a [ without its ]", "Close the dependencies with ].");
      }
      if (close == at + 1) {
        return new LineFault("has empty brackets", "Leave the brackets out without dependencies.");
      }
      at = PlanCharacters.skipBlanks(text, close + 1);
      if (at < text.length() && text.charAt(at) == '[') {
        return new LineFault(
            "has two pairs of brackets",
            "Put all dependencies into one pair, with blanks between them.");
      }
    }
    if (at == text.length()) {
      return new LineFault("has no timestamp and no planner", BY_SQITCH);
    }
    int end = PlanCharacters.skipWord(text, at);
    String word = text.substring(at, end);
    if (Timestamp.isAt(word, 0)) {
      return ofPlanner(text, at + Timestamp.LENGTH);
    }
    if (looksLikeTime(word)) {
      return new LineFault(
          "has the timestamp " + word + ", which is not of the form " + Timestamp.FORM,
          "Write the time in UTC, as in 2024-03-01T09:30:00Z.");
    }
    for (int later = end; later < text.length(); later++) {
      if (Timestamp.isAt(text, later)) {
        return new LineFault(
            "has " + word + " between name and timestamp",
            "Names hold no blanks, and dependencies stand in brackets: one or the other is meant.");
      }
    }
    return new LineFault("has no timestamp", BY_SQITCH);
  }

  private static LineFault ofPlanner(String text, int from) {
    String planner = text.substring(PlanCharacters.skipBlanks(text, from));
    if (planner.isEmpty()) {
      return new LineFault("has no planner", BY_SQITCH);
    }
    if (planner.startsWith("[")) {
      return new LineFault(
          "has its dependencies behind the timestamp", "Put them before it: " + FORM + ".");
    }
    int open = planner.indexOf('<');
    int close = planner.indexOf('>', Math.max(open, 0));
    if (open < 0 || close < 0 || close == open + 1) {
      return new LineFault(
          "has a planner without an email address in < and >", "Write `planner <email>`.");
    }
    if (close < planner.length() - 1) {
      return new LineFault(
          "has "
              + planner.substring(PlanCharacters.skipBlanks(planner, close + 1))
              + " behind the planner",
          "Only a note may follow, and a note begins with #.");
    }
    return open == 0 || planner.startsWith("0 <")
        ? new LineFault("has an email address without a planner's name", "Write `planner <email>`.")
        : new LineFault(
            "has no blank before the planner's email address", "Write `planner <email>`.");
  }
}
