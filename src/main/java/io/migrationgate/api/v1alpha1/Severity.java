package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a kind of problem is taken. */
public enum Severity {
  @JsonProperty("Error")
  ERROR,
  @JsonProperty("Unknown")
  UNKNOWN,
  @JsonProperty("Warning")
  WARNING,
  @JsonProperty("Off")
  OFF
}
