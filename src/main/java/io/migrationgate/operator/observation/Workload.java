package io.migrationgate.operator.observation;

import java.util.Optional;

/**
 * What pods belong to, as people know it: the Deployment and not its ReplicaSet.
 *
 * @param newest the revision of its template that it is to run, by the label on its pods; none
 *     where that cannot be told
 */
public record Workload(Reference reference, OldPods oldPods, Optional<String> newest) {

  /** Where to find it. */
  public record Reference(
      String apiVersion, String kind, String namespace, String name, String uid) {

    /** As {@code kubectl} takes it. */
    public String display() {
      return kind + "/" + name;
    }
  }
}
