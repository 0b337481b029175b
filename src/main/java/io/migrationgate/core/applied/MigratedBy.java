package io.migrationgate.core.applied;

/** Who takes the database to the revisions of an image. */
public enum MigratedBy {
  /** The app itself, when it starts. */
  APP,
  /** Something that runs before, or beside, the app. */
  JOB
}
