package io.migrationgate.core.applied;

/** Why a database lets a pod go, or holds it: one word for machines. */
public enum DatabaseReason {
  DATABASE_EQUAL("DatabaseEqual"),
  DATABASE_BEHIND("DatabaseBehind"),
  DATABASE_NOT_INITIALISED("DatabaseNotInitialised"),
  DATABASE_AHEAD("DatabaseAhead"),
  DATABASE_DIVERGED("DatabaseDiverged"),
  DATABASE_UNREACHABLE("DatabaseUnreachable"),
  ROW_MISSING("RowMissing");

  private final String word;

  DatabaseReason(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
