package io.migrationgate.core.injection;

/** Whether a broken chain holds a pod. */
public enum Enforcement {
  ENFORCE,
  AUDIT
}
