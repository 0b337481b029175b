package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who runs pending migrations. */
public enum MigratedBy {
  /** Every pod as it starts. */
  @JsonProperty("App")
  APP,
  /** Something else; pods wait until it has. */
  @JsonProperty("Job")
  JOB
}
