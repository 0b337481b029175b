package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the gate's pods. All of it can be found out again at any time.
 *
 * @param heads the most heads that any chain has
 * @param held how many pods wait, of all workloads
 * @param chainNames all chains in one line, for {@code kubectl get -o wide}
 * @param image the image that the newest pods have been judged by
 * @param probes what probe pods have found out about images that no pod of the gate has judged
 * @param started what chains were like in images whose pods have started, the youngest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MigrationGateStatus(
    @Nullable Long observedGeneration,
    List<Condition> conditions,
    @Nullable Integer heads,
    @Nullable Integer held,
    @Nullable String chainNames,
    @Nullable String image,
    List<ChainStatus> chains,
    List<WorkloadStatus> workloads,
    List<ProbeStatus> probes,
    List<StartedStatus> started) {

  public MigrationGateStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    chains = chains == null ? List.of() : List.copyOf(chains);
    workloads = workloads == null ? List.of() : List.copyOf(workloads);
    probes = probes == null ? List.of() : List.copyOf(probes);
    started = started == null ? List.of() : List.copyOf(started);
  }
}
