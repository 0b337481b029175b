package io.migrationgate.core.reader.alembic;

/**
 * What older versions of Alembic take differently. The engine follows the newest; where a tree has
 * one of these, an older Alembic may disagree with both.
 */
enum VersionGap {
  /** Since 1.9 an empty string is a parent that is missing; before, it meant none. */
  EMPTY_DOWN_REVISION,
  /** Since 1.9.3 a set, a frozenset or the keys of a dictionary may name parents. */
  SETS,
  /** A colon in an id is refused by newer versions only. */
  COLON_IN_ID,
  /** Since 1.10 files load in order of name, which decides between duplicates. */
  LOAD_ORDER,
  /** Since 1.16 the name that counts is the one behind a link, and a missing folder is skipped. */
  FOLDERS
}
