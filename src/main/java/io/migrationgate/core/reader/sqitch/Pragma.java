package io.migrationgate.core.reader.sqitch;

import java.util.Optional;

/**
 * A line of a plan's header.
 *
 * @param value empty without one
 */
record Pragma(String name, String value) {

  /** Reads {@code %name} or {@code %name=value}, what stands before the note. */
  static Optional<Pragma> read(String text) {
    int percent = PlanCharacters.skipBlanks(text, 0);
    if (percent == text.length() || text.charAt(percent) != '%') {
      return Optional.empty();
    }
    int start = PlanCharacters.skipBlanks(text, percent + 1);
    Optional<Pragma> pragma = readName(text, start);
    // sqitch lets a name begin with a blank, if there is one and nothing else fits.
    return pragma.isEmpty() && start > percent + 1 ? readName(text, start - 1) : pragma;
  }

  private static Optional<Pragma> readName(String text, int start) {
    if (start == text.length() || PlanCharacters.isPunctuation(text.charAt(start), '\\')) {
      return Optional.empty();
    }
    int end = start + 1;
    while (end < text.length()
        && text.charAt(end) != '='
        && !PlanCharacters.isBlank(text.charAt(end))) {
      end++;
    }
    if (end > start + 1 && PlanCharacters.isPunctuation(text.charAt(end - 1), '\\')) {
      return Optional.empty();
    }
    String name = text.substring(start, end);
    int equals = PlanCharacters.skipBlanks(text, end);
    if (equals == text.length()) {
      return Optional.of(new Pragma(name, ""));
    }
    return text.charAt(equals) == '=' && equals + 1 < text.length()
        ? Optional.of(new Pragma(name, text.substring(PlanCharacters.skipBlanks(text, equals + 1))))
        : Optional.empty();
  }
}
