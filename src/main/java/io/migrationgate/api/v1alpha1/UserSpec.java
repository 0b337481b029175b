package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** As whom the gate's containers run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UserSpec(SizingMode mode, @Nullable Long id) {

  /** The pod's own user, where that is not root. */
  public static final UserSpec AUTO = new UserSpec(SizingMode.AUTO, null);

  public UserSpec {
    mode = mode == null ? SizingMode.AUTO : mode;
  }
}
