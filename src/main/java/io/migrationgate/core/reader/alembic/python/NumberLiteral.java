package io.migrationgate.core.reader.alembic.python;

import java.util.Locale;

/** The value of a number as it is written. */
final class NumberLiteral {

  /** No number worth knowing is longer. */
  static final int MAX_LENGTH = 100;

  private NumberLiteral() {}

  static Value value(String spelling) {
    String digits = spelling.replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (digits.startsWith("0x")) {
        return new Value.Whole(Long.parseLong(digits.substring(2), 16));
      }
      if (digits.startsWith("0o")) {
        return new Value.Whole(Long.parseLong(digits.substring(2), 8));
      }
      if (digits.startsWith("0b")) {
        return new Value.Whole(Long.parseLong(digits.substring(2), 2));
      }
      return new Value.Whole(Long.parseLong(digits));
    } catch (NumberFormatException notWhole) {
      return new Value.OtherConstant("number");
    }
  }
}
