package io.migrationgate.core.applied;

/** A required row that is not there. */
public record MissingRow(RequiredRow row, Missing missing) {

  /** What is not there. */
  public enum Missing {
    TABLE,
    COLUMN,
    ROW
  }
}
