package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a broken chain holds a pod. */
public enum Enforcement {
  @JsonProperty("Enforce")
  ENFORCE,
  /** Pods start; that they would have been held is told. */
  @JsonProperty("Audit")
  AUDIT
}
