package io.migrationgate.core.injection;

/** What becomes of a pod whose chain cannot be judged. */
public enum WhenUnknown {
  HOLD,
  PASS
}
