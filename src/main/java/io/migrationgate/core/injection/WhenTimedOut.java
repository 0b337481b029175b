package io.migrationgate.core.injection;

/** What becomes of a pod that has been held for as long as it may be. */
public enum WhenTimedOut {
  FAIL,
  PASS
}
