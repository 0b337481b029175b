package io.migrationgate.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodReading;
import io.migrationgate.operator.observation.Workload;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator would see at this moment, of the pods with one label. */
final class Sight {

  private Sight() {}

  static Observation of(
      KubernetesClient client,
      String namespace,
      String app,
      Workload.Reference workload,
      Optional<String> newest) {
    List<GatePod> pods =
        client.pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
            .map(PodReading::of)
            .filter(pod -> !pod.leaving())
            .sorted(Comparator.comparing(GatePod::created).thenComparing(GatePod::name))
            .toList();
    Map<String, Workload> workloads = new HashMap<>();
    pods.forEach(
        pod -> workloads.put(pod.uid(), new Workload(workload, new OldPods.Kept(), newest)));
    return new Observation(pods, workloads, Instant.now());
  }
}
