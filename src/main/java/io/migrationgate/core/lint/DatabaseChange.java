package io.migrationgate.core.lint;

/**
 * One thing that a migration does to a database.
 *
 * @param what as a person would name it: {@code op.create_table}, {@code ALTER TABLE}
 */
record DatabaseChange(Kind kind, String what, int line) {

  enum Kind {
    /** The shape of the database. */
    DDL,
    /** What is in it. */
    DATA,
    /** SQL that is put together when it runs. */
    UNREADABLE
  }
}
