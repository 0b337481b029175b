package io.migrationgate.operator.observation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The pods of a gate at one moment, each with the workload that it belongs to. Pods that are about
 * to go are no longer among them.
 *
 * @param workloads by the pods' uids
 */
public record Observation(List<GatePod> pods, Map<String, Workload> workloads, Instant at) {

  public Observation {
    pods = List.copyOf(pods);
    workloads = Map.copyOf(workloads);
  }

  public Workload workloadOf(GatePod pod) {
    return requireNonNull(workloads.get(pod.uid()));
  }

  /** Whether it runs what its workload is to run now. */
  public boolean isNewest(GatePod pod) {
    return workloadOf(pod).newest().equals(pod.revision());
  }
}
