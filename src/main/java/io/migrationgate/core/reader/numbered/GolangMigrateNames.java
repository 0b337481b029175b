package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.reader.Tool;

/**
 * golang-migrate's names: {@code 000123_title.up.sql} with its {@code .down.sql}. Other tools, such
 * as sqlx, have taken them over.
 */
record GolangMigrateNames() implements NamingScheme {

  @Override
  public Tool tool() {
    return Tool.GOLANG_MIGRATE;
  }

  @Override
  public boolean isRecursive() {
    return false;
  }

  @Override
  public boolean counts() {
    return false;
  }

  @Override
  public NumberedName read(String name) {
    int digits = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    int up = name.lastIndexOf(".up.");
    int down = name.lastIndexOf(".down.");
    int direction = Math.max(up, down);
    if (direction < 0) {
      return digits > 0 && name.endsWith(".sql")
          ? new NumberedName.Misnamed(
              "says neither .up. nor .down.",
              "Name it as 000123_title.up.sql; golang-migrate passes over it without a word, while"
                  + " sqlx would run it as a migration that cannot be taken back.")
          : new NumberedName.NotOurs();
    }
    if (digits == 0 || digits >= name.length() || name.charAt(digits) != '_') {
      return new NumberedName.Misnamed(
          "does not begin with a number and an underscore",
          "Name it as 000123_title.up.sql; tools that know such names pass over it without a word.");
    }
    return new NumberedName.Fits(
        Version.of(name.substring(0, digits)),
        up > down ? NumberedName.Role.UP : NumberedName.Role.DOWN,
        0,
        digits,
        name.substring(digits + 1, Math.max(digits + 1, direction)));
  }
}
