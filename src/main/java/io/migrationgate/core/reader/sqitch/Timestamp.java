package io.migrationgate.core.reader.sqitch;

import java.time.YearMonth;

/** Times as plans spell them: {@code 2024-03-01T09:30:00Z}. */
final class Timestamp {

  static final String FORM = "YYYY-MM-DDTHH:MM:SSZ";
  static final int LENGTH = FORM.length();

  private static final String SHAPE = "0000-00-00T00:00:00Z";

  /** The last days of which a minute had 61 seconds; a plan may have been written in one. */
  private static final String LEAP_DAYS =
      "1972-06-30 1972-12-31 1973-12-31 1974-12-31 1975-12-31 1976-12-31 1977-12-31 1978-12-31"
          + " 1979-12-31 1981-06-30 1982-06-30 1983-06-30 1985-06-30 1987-12-31 1989-12-31"
          + " 1990-12-31 1992-06-30 1993-06-30 1994-06-30 1995-12-31 1997-06-30 1998-12-31"
          + " 2005-12-31 2008-12-31 2012-06-30 2015-06-30 2016-12-31";

  private Timestamp() {}

  /** Whether something of this shape stands here, be it a real time or not. */
  static boolean isAt(String text, int at) {
    if (at + LENGTH > text.length()) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char expected = SHAPE.charAt(i);
      char c = text.charAt(at + i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  /** Whether the shape holds a time that was, or will be, on some calendar. */
  static boolean isReal(String timestamp) {
    int month = number(timestamp, 5);
    int second = number(timestamp, 17);
    if (month < 1 || month > 12) {
      return false;
    }
    int year = Integer.parseInt(timestamp.substring(0, 4));
    int day = number(timestamp, 8);
    return day >= 1
        && day <= YearMonth.of(year, month).lengthOfMonth()
        && number(timestamp, 11) < 24
        && number(timestamp, 14) < 60
        && (second < 60 || second == 60 && isLeapSecond(timestamp));
  }

  private static boolean isLeapSecond(String timestamp) {
    return timestamp.startsWith("T23:59:", 10) && LEAP_DAYS.contains(timestamp.substring(0, 10));
  }

  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
