package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the newest pods say of a chain.
 *
 * @param image the image that it was read from
 * @param heads how many; none where they cannot be told
 * @param headIds the first of them
 * @param judgedAt when the pod's gate said so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChainStatus(
    String name,
    VerdictWord verdict,
    String reason,
    @Nullable String image,
    @Nullable Integer heads,
    List<String> headIds,
    @Nullable Integer revisions,
    @Nullable String message,
    @Nullable String remedy,
    @Nullable DatabaseStatus database,
    @Nullable String judgedAt) {

  public ChainStatus {
    headIds = headIds == null ? List.of() : List.copyOf(headIds);
  }
}
