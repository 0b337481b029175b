package io.migrationgate.operator.observation;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;

/**
 * Pods that failed for good because they had waited as long as they were to, and that are still
 * there, as a Job leaves them. They have nothing more to say of their gate, which may be well
 * again; but somebody has to know that what they were to do has not been done.
 */
public final class FailedHolds {

  private FailedHolds() {}

  public static int in(Collection<Pod> pods) {
    int count = 0;
    for (Pod pod : pods) {
      if ("Failed".equals(pod.getStatus().getPhase())
          && pod.getMetadata().getDeletionTimestamp() == null
          && PodReading.of(pod).stage() instanceof PodStage.GaveUp) {
        count++;
      }
    }
    return count;
  }
}
