package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which heads a chain may have: so many, or one for each of these branch labels. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HeadsSpec(@Nullable Integer count, List<String> labels) {

  /** One head, as a chain normally has. */
  public static final HeadsSpec ONE = new HeadsSpec(1, List.of());

  public HeadsSpec {
    labels = labels == null ? List.of() : List.copyOf(labels);
  }
}
