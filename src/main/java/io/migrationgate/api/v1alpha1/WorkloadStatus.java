package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods of one workload under the gate.
 *
 * @param held pods that wait in front of their app
 * @param passed pods that the gate let through, for whatever reason
 * @param ungated pods that are labelled and have no gate in them
 * @param heldSince when the first of those that are held began to wait
 * @param oldPodsKept whether pods of before go on serving while others are held
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkloadStatus(
    String apiVersion,
    String kind,
    String name,
    int held,
    int passed,
    int ungated,
    @Nullable String reason,
    @Nullable String heldSince,
    @Nullable Boolean oldPodsKept,
    List<RollbackStatus> rollbacks) {

  public WorkloadStatus {
    rollbacks = rollbacks == null ? List.of() : List.copyOf(rollbacks);
  }
}
