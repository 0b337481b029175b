package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose migrations a chain is made of. */
public enum ChainTool {
  @JsonProperty("Alembic")
  ALEMBIC,
  @JsonProperty("Sqitch")
  SQITCH,
  @JsonProperty("Flyway")
  FLYWAY,
  @JsonProperty("GolangMigrate")
  GOLANG_MIGRATE,
  @JsonProperty("Django")
  DJANGO,
  /** Files that begin with a number; {@code pattern} says how. */
  @JsonProperty("Numbered")
  NUMBERED
}
