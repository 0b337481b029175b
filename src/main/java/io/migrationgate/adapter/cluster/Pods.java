package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pods of a namespace, and what they belong to. */
public interface Pods {

  Optional<Pod> find(String name) throws ClusterException;

  List<Pod> all() throws ClusterException;

  /** What people know a pod by: its Deployment, its CronJob, or itself. */
  Owner ownerOf(Pod pod) throws ClusterException;

  /** Whether there is such a workload, with or without pods. */
  boolean exists(Owner workload) throws ClusterException;

  /** A workload of the namespace. */
  record Owner(String apiVersion, String kind, String name) {

    /** As {@code kubectl} takes it. */
    public String display() {
      return kind.toLowerCase(Locale.ROOT) + "/" + name;
    }
  }
}
