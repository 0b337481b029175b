package io.migrationgate.operator.judgement;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodStage;
import io.migrationgate.operator.observation.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry for each workload that has pods under the gate. */
final class WorkloadEntries {

  /** Those with held pods first: the list may be longer than a status holds. */
  private static final Comparator<WorkloadStatus> IN_STATUS =
      comparing((WorkloadStatus entry) -> entry.held() == 0)
          .thenComparing(WorkloadStatus::kind)
          .thenComparing(WorkloadStatus::name);

  private WorkloadEntries() {}

  static List<WorkloadStatus> of(Observation seen) {
    return seen.pods().stream()
        .collect(groupingBy(pod -> seen.workloadOf(pod).reference()))
        .values()
        .stream()
        .map(pods -> entry(seen.workloadOf(pods.getFirst()), pods))
        .sorted(IN_STATUS)
        .limit(Bounds.WORKLOADS)
        .toList();
  }

  private static WorkloadStatus entry(Workload workload, List<GatePod> pods) {
    List<Standing> held =
        pods.stream()
            .flatMap(pod -> Standing.of(pod).stream())
            .filter(Standing::held)
            .sorted(Standing.WORST)
            .toList();
    Workload.Reference reference = workload.reference();
    return new WorkloadStatus(
        reference.apiVersion(),
        reference.kind(),
        reference.name(),
        held.size(),
        count(pods, PodStage.LetGo.class),
        count(pods, PodStage.Ungated.class),
        held.isEmpty() ? null : held.getFirst().verdict().reason(),
        since(held).orElse(null),
        held.isEmpty() ? null : kept(workload.oldPods()),
        List.of());
  }

  private static int count(List<GatePod> pods, Class<? extends PodStage> stage) {
    return Math.toIntExact(pods.stream().filter(pod -> stage.isInstance(pod.stage())).count());
  }

  private static Optional<String> since(List<Standing> held) {
    return held.stream().map(Standing::at).min(Comparator.naturalOrder()).map(Object::toString);
  }

  private static @Nullable Boolean kept(OldPods oldPods) {
    return switch (oldPods) {
      case OldPods.Kept o -> true;
      case OldPods.NotKept o -> false;
      case OldPods.NeverServed o -> null;
      case OldPods.CannotBeTold o -> null;
    };
  }
}
