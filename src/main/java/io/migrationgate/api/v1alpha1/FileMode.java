package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the gate comes by the files of an app's image. */
public enum FileMode {
  /** The image is mounted where the cluster can do that, else copied. */
  @JsonProperty("Auto")
  AUTO,
  @JsonProperty("ImageVolume")
  IMAGE_VOLUME,
  @JsonProperty("Copy")
  COPY
}
