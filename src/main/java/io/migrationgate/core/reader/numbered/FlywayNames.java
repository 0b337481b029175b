package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.reader.Tool;

/**
 * Flyway's default names: {@code V1_2__description.sql}, {@code U} to undo, {@code B} for a
 * baseline, {@code R__description.sql} to repeat.
 */
record FlywayNames() implements NamingScheme {

  private static final String SEPARATOR = "__";
  private static final String CONSEQUENCE =
      " Flyway passes over it without a word unless validateMigrationNaming is set.";

  @Override
  public Tool tool() {
    return Tool.FLYWAY;
  }

  @Override
  public boolean isRecursive() {
    return true;
  }

  @Override
  public boolean counts() {
    return false;
  }

  /** Whether a name is a versioned migration's beyond doubt. */
  static boolean isVersioned(String name) {
    return name.startsWith("V")
        && new FlywayNames().read(name) instanceof NumberedName.Fits
        && name.contains(SEPARATOR);
  }

  @Override
  public NumberedName read(String name) {
    int suffix = suffix(name);
    if (suffix < 0) {
      return new NumberedName.NotOurs();
    }
    String stem = name.substring(0, suffix);
    char prefix = stem.isEmpty() ? ' ' : stem.charAt(0);
    return switch (prefix) {
      case 'V' -> versioned(stem, NumberedName.Role.UP);
      case 'U' -> versioned(stem, NumberedName.Role.DOWN);
      case 'B' -> versioned(stem, NumberedName.Role.BASELINE);
      case 'R' -> repeatable(stem);
      case 'v', 'u', 'b', 'r' -> lowerCase(stem);
      default -> new NumberedName.NotOurs();
    };
  }

  /** Flyway tells case apart, on every file system. */
  private static NumberedName lowerCase(String stem) {
    char prefix = Character.toUpperCase(stem.charAt(0));
    String meant = prefix + stem.substring(1);
    NumberedName read = prefix == 'R' ? repeatable(meant) : versioned(meant, NumberedName.Role.UP);
    return read instanceof NumberedName.Fits || read instanceof NumberedName.Repeatable
        ? new NumberedName.Misnamed(
            "begins with a lower-case " + stem.charAt(0),
            "Write the " + prefix + " in upper case: " + meant + "." + CONSEQUENCE)
        : new NumberedName.NotOurs();
  }

  private static int suffix(String name) {
    for (String suffix : new String[] {".sql", ".java", ".kt"}) {
      if (name.endsWith(suffix)) {
        return name.length() - suffix.length();
      }
    }
    return -1;
  }

  private static NumberedName versioned(String stem, NumberedName.Role role) {
    int separator = stem.indexOf(SEPARATOR);
    String version = stem.substring(1, separator < 0 ? stem.length() : separator);
    if (isVersion(version) && separator >= 0) {
      return new NumberedName.Fits(
          Version.of(version), role, 1, separator, stem.substring(separator + SEPARATOR.length()));
    }
    if (version.isEmpty() && separator >= 0) {
      return new NumberedName.Misnamed(
          "has no version between " + stem.charAt(0) + " and __",
          "Give it one, as in V7__name.sql, or call it R__name.sql if it is to be repeated."
              + CONSEQUENCE);
    }
    // Vacuum.sql or Users.java is no migration; V7_name.sql and V1a__name.sql are meant to be.
    if (version.isEmpty() || !isDigit(version.charAt(0))) {
      return new NumberedName.NotOurs();
    }
    return new NumberedName.Misnamed(
        separator < 0
            ? "has a single underscore, or none, between its version and its description"
            : "has the version " + version + ", which may hold digits, dots and single underscores",
        "Name it as V7__name.sql or V1_2__name.sql." + CONSEQUENCE);
  }

  private static NumberedName repeatable(String stem) {
    if (stem.startsWith("R" + SEPARATOR)) {
      return new NumberedName.Repeatable(stem.substring(1 + SEPARATOR.length()));
    }
    int separator = stem.indexOf(SEPARATOR);
    return separator > 0 && isVersion(stem.substring(1, separator))
        ? new NumberedName.Misnamed(
            "is repeatable and has a version",
            "Name it R__name.sql to repeat it, or V7__name.sql to run it once." + CONSEQUENCE)
        : new NumberedName.NotOurs();
  }

  /** Digits in parts, with a dot or an underscore between two. */
  private static boolean isVersion(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && !(digit && (c == '.' || c == '_'))) {
        return false;
      }
      digit = isDigit(c);
    }
    return digit;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
