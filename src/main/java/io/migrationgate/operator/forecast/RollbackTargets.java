package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.migrationgate.operator.observation.Workload;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Deployment can be rolled back to: the ReplicaSets that are kept for that. */
final class RollbackTargets {

  /** Who rolls back goes one revision back; or two, where that one was the mistake. */
  static final int MOST = 2;

  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String HASH = "pod-template-hash";

  private final KubernetesClient client;

  RollbackTargets(KubernetesClient client) {
    this.client = client;
  }

  /** The last ones but for what it runs, the youngest first. */
  List<ReplicaSet> of(Workload workload) {
    Workload.Reference reference = workload.reference();
    if (!reference.kind().equals("Deployment") || !reference.apiVersion().startsWith("apps/")) {
      return List.of();
    }
    try {
      Deployment deployment =
          client
              .apps()
              .deployments()
              .inNamespace(reference.namespace())
              .withName(reference.name())
              .get();
      return deployment == null
          ? List.of()
          : client
              .apps()
              .replicaSets()
              .inNamespace(reference.namespace())
              .withLabelSelector(deployment.getSpec().getSelector())
              .list()
              .getItems()
              .stream()
              .filter(set -> isOf(set, reference.uid()))
              .filter(set -> !hash(set).equals(workload.newest()))
              .filter(set -> number(set) < number(deployment.getMetadata().getAnnotations()))
              .sorted(Comparator.comparingLong((ReplicaSet set) -> number(set)).reversed())
              .limit(MOST)
              .toList();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of();
      }
      throw refused;
    }
  }

  static Optional<String> hash(ReplicaSet set) {
    return Optional.ofNullable(set.getMetadata().getLabels()).map(labels -> labels.get(HASH));
  }

  /** As {@code kubectl rollout undo --to-revision} takes it. */
  static long number(ReplicaSet set) {
    return number(set.getMetadata().getAnnotations());
  }

  private static long number(Map<String, String> annotations) {
    return Optional.ofNullable(annotations)
        .map(all -> all.get(REVISION))
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  private static boolean isOf(ReplicaSet set, String uid) {
    return set.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(uid));
  }
}
