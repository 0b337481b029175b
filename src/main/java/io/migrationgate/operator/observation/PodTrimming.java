package io.migrationgate.operator.observation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.migrationgate.core.injection.GateNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Leaves of a pod what {@link PodReading} reads. A pod is some 10 KiB as it comes, and there may be
 * twenty thousand of them in memory.
 */
public final class PodTrimming implements UnaryOperator<Pod> {

  private static final String OURS = "migrationgate.io/";

  @Override
  public Pod apply(Pod pod) {
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    return new PodBuilder()
        .withMetadata(trimmed(pod.getMetadata()))
        .withNewSpec()
        .withNodeName(pod.getSpec().getNodeName())
        .withInitContainers(containers(pod.getSpec().getInitContainers()))
        .withContainers(containers(pod.getSpec().getContainers()))
        .endSpec()
        .withNewStatus()
        .withPhase(status.getPhase())
        .withStartTime(status.getStartTime())
        .withConditions(
            status.getConditions().stream()
                .filter(c -> Set.of(GateNames.PASSED, "Ready").contains(c.getType()))
                .toList())
        .withInitContainerStatuses(statuses(status.getInitContainerStatuses()))
        .withContainerStatuses(statuses(status.getContainerStatuses()))
        .endStatus()
        .build();
  }

  private static ObjectMeta trimmed(ObjectMeta metadata) {
    return new ObjectMetaBuilder()
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .withCreationTimestamp(metadata.getCreationTimestamp())
        .withDeletionTimestamp(metadata.getDeletionTimestamp())
        .withOwnerReferences(metadata.getOwnerReferences())
        .withLabels(
            kept(
                metadata.getLabels(),
                key -> key.startsWith(OURS) || PodReading.REVISION_LABELS.contains(key)))
        .withAnnotations(kept(metadata.getAnnotations(), key -> key.startsWith(OURS)))
        .build();
  }

  private static Map<String, String> kept(Map<String, String> all, Predicate<String> wanted) {
    return all == null
        ? Map.of()
        : all.entrySet().stream()
            .filter(entry -> wanted.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<Container> containers(List<Container> containers) {
    return containers.stream()
        .map(
            container ->
                new ContainerBuilder()
                    .withName(container.getName())
                    .withImage(container.getImage())
                    .build())
        .toList();
  }

  private static List<ContainerStatus> statuses(List<ContainerStatus> statuses) {
    return statuses.stream()
        .map(
            status ->
                new ContainerStatusBuilder()
                    .withName(status.getName())
                    .withImage(status.getImage())
                    .withImageID(status.getImageID())
                    .withReady(status.getReady())
                    .withRestartCount(status.getRestartCount())
                    .withState(status.getState())
                    .withLastState(status.getLastState())
                    .build())
        .toList();
  }
}
