package io.migrationgate.core.reader.numbered;

/** What a name says by a {@link NamingScheme}. */
sealed interface NumberedName {

  /** What a file does. */
  enum Role {
    /** Brings the database to its number. */
    UP,
    /** Takes its number back. */
    DOWN,
    /** Replaces all up to its number on a new database. */
    BASELINE
  }

  /**
   * A name as it should be.
   *
   * @param numberFrom where in the name the number begins
   * @param numberTo where it ends
   * @param slug what tells it from others of its number, equal for what applies and takes back
   */
  record Fits(Version version, Role role, int numberFrom, int numberTo, String slug)
      implements NumberedName {}

  /** A file without a number that runs whenever it has changed, known by its description. */
  record Repeatable(String description) implements NumberedName {}

  /** A name that is meant to be one of these, and is not. */
  record Misnamed(String reason, String remedy) implements NumberedName {}

  /** Something else that happens to lie there. */
  record NotOurs() implements NumberedName {}
}
