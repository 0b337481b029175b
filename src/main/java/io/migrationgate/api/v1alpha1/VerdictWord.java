package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the gate says of a chain. */
public enum VerdictWord {
  @JsonProperty("Pass")
  PASS,
  @JsonProperty("Blocked")
  BLOCKED,
  @JsonProperty("Unknown")
  UNKNOWN
}
