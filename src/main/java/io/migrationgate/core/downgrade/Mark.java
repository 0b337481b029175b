package io.migrationgate.core.downgrade;

/** Whether a step back can be taken without asking anybody; the worst last. */
public enum Mark {
  /** What is in the database may change, its shape does not. */
  NO_DDL("no DDL: safe"),
  DDL("DDL: escalate"),
  /** There is something in it that nobody can tell without running it. */
  UNTELLABLE("cannot be told: escalate"),
  /** There is no way back, or one that leaves behind what it should undo. */
  IRREVERSIBLE("cannot be undone: escalate");

  private final String words;

  Mark(String words) {
    this.words = words;
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  public boolean escalates() {
    return this != NO_DDL;
  }

  Mark orWorse(Mark other) {
    return other.compareTo(this) > 0 ? other : this;
  }
}
