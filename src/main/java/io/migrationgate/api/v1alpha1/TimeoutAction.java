package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a pod that has been held for as long as it may be. */
public enum TimeoutAction {
  @JsonProperty("Fail")
  FAIL,
  @JsonProperty("Pass")
  PASS
}
