package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pods as the API server keeps them. */
final class ClusterPods implements Pods {

  /** What stands between pods and the workload that people know. */
  private static final Set<String> IN_BETWEEN = Set.of("ReplicaSet", "Job");

  private final ClusterConnection connection;
  private final Map<Owner, Owner> known = new HashMap<>();

  ClusterPods(ClusterConnection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<Pod> find(String name) throws ClusterException {
    return Optional.ofNullable(
        connection.ask(
            () ->
                connection
                    .client()
                    .pods()
                    .inNamespace(connection.namespace())
                    .withName(name)
                    .get()));
  }

  @Override
  public List<Pod> all() throws ClusterException {
    return connection.ask(
        () -> connection.client().pods().inNamespace(connection.namespace()).list().getItems());
  }

  @Override
  public Owner ownerOf(Pod pod) throws ClusterException {
    Optional<Owner> controller = controllerOf(pod);
    if (controller.isEmpty()) {
      return new Owner("v1", "Pod", pod.getMetadata().getName());
    }
    Owner direct = controller.get();
    if (!IN_BETWEEN.contains(direct.kind())) {
      return direct;
    }
    if (!known.containsKey(direct)) {
      known.put(direct, read(direct).flatMap(ClusterPods::controllerOf).orElse(direct));
    }
    return known.get(direct);
  }

  @Override
  public boolean exists(Owner workload) throws ClusterException {
    return read(workload).isPresent();
  }

  /** What may not be read, or is of a kind that is not there, is left out. */
  private Optional<HasMetadata> read(Owner workload) throws ClusterException {
    return connection.ask(
        () -> {
          try {
            return Optional.ofNullable(
                connection
                    .client()
                    .genericKubernetesResources(workload.apiVersion(), workload.kind())
                    .inNamespace(connection.namespace())
                    .withName(workload.name())
                    .get());
          } catch (KubernetesClientException failure) {
            if (failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                || failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
              return Optional.empty();
            }
            throw failure;
          }
        });
  }

  private static Optional<Owner> controllerOf(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(ClusterPods::owner)
        .findFirst();
  }

  private static Owner owner(OwnerReference reference) {
    return new Owner(reference.getApiVersion(), reference.getKind(), reference.getName());
  }
}
