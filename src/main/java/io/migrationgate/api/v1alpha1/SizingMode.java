package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What decides about the resources or the user of the gate's containers. */
public enum SizingMode {
  /** The pod: its quality of service and its user stay what they are. */
  @JsonProperty("Auto")
  AUTO,
  /** The values beside it. */
  @JsonProperty("Fixed")
  FIXED,
  /** Nobody here; the cluster's own defaults apply. */
  @JsonProperty("None")
  NONE
}
