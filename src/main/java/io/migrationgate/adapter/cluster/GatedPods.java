package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Pods that a webhook has put a gate into, and that webhook. */
public interface GatedPods {

  /** Those that have not begun to run, in a namespace. */
  List<Pod> waitingIn(String namespace) throws ClusterException;

  /** Those that have not begun to run, in all namespaces. */
  List<Pod> waiting() throws ClusterException;

  /**
   * Tells the gate in a pod to let it go, for good.
   *
   * @param rehearsal whether the server only tries it
   * @return whether it was told; false where the pod has gone meanwhile
   */
  boolean letGo(Pod pod, String reason, boolean rehearsal) throws ClusterException;

  /**
   * Takes every webhook out of a configuration, which itself stays.
   *
   * @param rehearsal whether the server only tries it
   * @return whether there is such a configuration
   */
  boolean stopWebhook(String configuration, boolean rehearsal) throws ClusterException;
}
