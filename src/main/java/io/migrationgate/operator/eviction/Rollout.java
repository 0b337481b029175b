package io.migrationgate.operator.eviction;

import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a StatefulSet comes to a new revision of its template.
 *
 * @param name of the StatefulSet
 * @param first the lowest ordinal that a new revision is for
 * @param revision the one that is to run
 */
record Rollout(String name, int first, String revision) {

  /** What there is of it. */
  sealed interface Found {

    /** A pod that is not ready keeps those before it from being replaced, and itself. */
    record Waiting(Rollout rollout) implements Found {}

    /** Its controller has not seen its last change yet. */
    record NotObserved() implements Found {}

    /** Nothing waits for a pod to be ready, or pods are replaced by hand. */
    record OfItsOwn() implements Found {}
  }

  static Found of(StatefulSet set) {
    if (!"RollingUpdate".equals(strategy(set))
        || "Parallel".equals(set.getSpec().getPodManagementPolicy())) {
      return new Found.OfItsOwn();
    }
    StatefulSetStatus status = set.getStatus();
    if (status == null
        || status.getUpdateRevision() == null
        || !Objects.equals(status.getObservedGeneration(), set.getMetadata().getGeneration())) {
      return new Found.NotObserved();
    }
    return new Found.Waiting(
        new Rollout(
            set.getMetadata().getName(), start(set) + partition(set), status.getUpdateRevision()));
  }

  /** Whether a pod of this name and revision is to be replaced. */
  boolean replaces(String pod, Optional<String> revisionOfPod) {
    return revisionOfPod.isPresent()
        && !revisionOfPod.get().equals(revision)
        && ordinal(pod) >= first;
  }

  /** Of a pod that is not of this StatefulSet, one that is below all others. */
  private int ordinal(String pod) {
    if (!pod.startsWith(name + "-")) {
      return -1;
    }
    try {
      return Integer.parseInt(pod.substring(name.length() + 1));
    } catch (NumberFormatException foreign) {
      return -1;
    }
  }

  private static @Nullable String strategy(StatefulSet set) {
    return set.getSpec().getUpdateStrategy() == null
        ? null
        : set.getSpec().getUpdateStrategy().getType();
  }

  private static int start(StatefulSet set) {
    return set.getSpec().getOrdinals() == null || set.getSpec().getOrdinals().getStart() == null
        ? 0
        : set.getSpec().getOrdinals().getStart();
  }

  private static int partition(StatefulSet set) {
    RollingUpdateStatefulSetStrategy rolling = set.getSpec().getUpdateStrategy().getRollingUpdate();
    return rolling == null || rolling.getPartition() == null ? 0 : rolling.getPartition();
  }
}
