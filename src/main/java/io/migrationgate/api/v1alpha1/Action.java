package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a pod in a state that is not in order. */
public enum Action {
  @JsonProperty("Hold")
  HOLD,
  @JsonProperty("Pass")
  PASS
}
