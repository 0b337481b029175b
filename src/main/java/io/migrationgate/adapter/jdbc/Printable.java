package io.migrationgate.adapter.jdbc;

/** Texts from outside that go to terminals and into logs. */
final class Printable {

  private static final int LONGEST = 200;

  private Printable() {}

  static String text(String any) {
    StringBuilder text = new StringBuilder();
    any.codePoints()
        .limit(LONGEST)
        .forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? '?' : point));
    return text.toString();
  }
}
