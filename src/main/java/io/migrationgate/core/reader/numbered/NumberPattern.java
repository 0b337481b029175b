package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.reader.Tool;

/**
 * A pattern of file names: {@code NNNN_<slug>.sql} is four digits, an underscore, any text and the
 * ending. One {@code N} stands for any number of digits; {@code .up.} has its {@code .down.}.
 */
final class NumberPattern implements NamingScheme {

  private static final String SLUG = "<slug>";
  private static final String UP = ".up.";
  private static final String DOWN = ".down.";

  /** Numbers with more digits are dates, between which days are always left out. */
  private static final int MAX_COUNTED = 7;

  private final String pattern;
  private final String before;
  private final int width;
  private final String between;
  private final boolean slug;
  private final String after;

  private NumberPattern(
      String pattern, String before, int width, String between, boolean slug, String after) {
    this.pattern = pattern;
    this.before = before;
    this.width = width;
    this.between = between;
    this.slug = slug;
    this.after = after;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternException with the reason in words, if it is none
   */
  static NumberPattern of(String pattern) throws PatternException {
    int slug = pattern.indexOf(SLUG);
    int from = pattern.indexOf('N');
    if (from < 0 || slug >= 0 && from > slug) {
      throw new PatternException(
          pattern, "has no N for the digits of the number before its <slug>");
    }
    int to = from;
    while (to < pattern.length() && pattern.charAt(to) == 'N') {
      to++;
    }
    String rest = slug < 0 ? pattern.substring(to) : pattern.substring(slug + SLUG.length());
    if (rest.indexOf('<') >= 0
        || pattern.indexOf('/') >= 0
        || pattern.indexOf('<') >= 0 && pattern.indexOf('<') != slug) {
      throw new PatternException(pattern, "may hold one <slug> and no folder");
    }
    return new NumberPattern(
        pattern,
        pattern.substring(0, from),
        to - from == 1 ? 0 : to - from,
        pattern.substring(to, slug < 0 ? to : slug),
        slug >= 0,
        rest);
  }

  /** Text that is no pattern. */
  static final class PatternException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    PatternException(String pattern, String reason) {
      super(reason, null, false, false);
      this.reason = "sets the pattern " + pattern + ", which " + reason;
    }

    String reason() {
      return reason;
    }
  }

  @Override
  public Tool tool() {
    return Tool.NUMBERED;
  }

  @Override
  public boolean isRecursive() {
    return false;
  }

  @Override
  public boolean counts() {
    return width <= MAX_COUNTED;
  }

  @Override
  public NumberedName read(String name) {
    int from = before.length();
    int to = from;
    while (to < name.length() && name.charAt(to) >= '0' && name.charAt(to) <= '9') {
      to++;
    }
    String ending = after;
    NumberedName.Role role = NumberedName.Role.UP;
    String down = after.replace(UP, DOWN);
    if (!down.equals(after) && name.endsWith(down)) {
      ending = down;
      role = NumberedName.Role.DOWN;
    }
    int slugFrom = to + between.length();
    int slugTo = name.length() - ending.length();
    boolean fits =
        name.startsWith(before)
            && to > from
            && name.startsWith(between, to)
            && name.endsWith(ending)
            && (slug ? slugTo > slugFrom : slugTo == slugFrom);
    if (!fits) {
      return misfit(name);
    }
    if (width > 0 && to - from != width) {
      return new NumberedName.Misnamed(
          "has a number of "
              + (to - from)
              + (to - from == 1 ? " digit" : " digits")
              + " where the pattern "
              + pattern
              + " has "
              + width,
          "Write the number with " + width + " digits: by name, files sort in another order.");
    }
    return new NumberedName.Fits(
        Version.of(name.substring(from, to)), role, from, to, name.substring(slugFrom, slugTo));
  }

  /** What is named otherwise matters if it has the same ending, or begins like the others. */
  private NumberedName misfit(String name) {
    int dot = after.lastIndexOf('.');
    boolean meant =
        dot >= 0
            ? name.endsWith(after.substring(dot))
            : !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
    return meant && !name.startsWith("__") && !name.startsWith(".")
        ? new NumberedName.Misnamed(
            "does not fit the pattern " + pattern,
            "Name it by the pattern, or move it out of the folder.")
        : new NumberedName.NotOurs();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
