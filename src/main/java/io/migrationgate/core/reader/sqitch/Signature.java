package io.migrationgate.core.reader.sqitch;

/**
 * Who planned a change, when, and why.
 *
 * @param note as the person wrote it; empty without one
 */
record Signature(String planner, String timestamp, String note) {

  /** Reads it off a line that has been found to declare a change. */
  static Signature of(String declaration) {
    int hash = declaration.indexOf('#');
    String text =
        PlanCharacters.withoutTrailingBlanks(
            hash < 0 ? declaration : declaration.substring(0, hash));
    int at = 0;
    while (at < text.length() && !Timestamp.isAt(text, at)) {
      at++;
    }
    if (at == text.length()) {
      throw new IllegalArgumentException("a line without a time declares no change");
    }
    int end = at + Timestamp.LENGTH;
    return new Signature(
        planner(text.substring(PlanCharacters.skipBlanks(text, end))),
        text.substring(at, end),
        hash < 0 ? "" : unescape(declaration.substring(hash + 1).strip()));
  }

  /** Whatever blank stands before the address, sqitch writes a space. */
  private static String planner(String text) {
    int bracket = text.indexOf('<');
    return bracket <= 0 ? text : text.substring(0, bracket - 1) + " " + text.substring(bracket);
  }

  private static String unescape(String note) {
    if (note.indexOf('\\') < 0) {
      return note;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < note.length()) {
      char escaped = note.charAt(at) == '\\' && at + 1 < note.length() ? note.charAt(at + 1) : ' ';
      char meant =
          switch (escaped) {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> note.charAt(at);
          };
      text.append(meant);
      at += escaped == '\\' || escaped == 'n' || escaped == 'r' ? 2 : 1;
    }
    return text.toString();
  }
}
