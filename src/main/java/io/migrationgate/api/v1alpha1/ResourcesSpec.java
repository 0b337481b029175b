package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What each of the gate's containers asks for, and is limited to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResourcesSpec(SizingMode mode, @Nullable String cpu, @Nullable String memory) {

  /** As much as a check takes, where that keeps the pod's quality of service. */
  public static final ResourcesSpec AUTO = new ResourcesSpec(SizingMode.AUTO, null, null);

  public ResourcesSpec {
    mode = mode == null ? SizingMode.AUTO : mode;
  }
}
