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
  /** Elsewhere this is {@code off}, which YAML 1.1, and so kubectl, takes for {@code false}. */
  @JsonProperty("Ignore")
  IGNORE
}
