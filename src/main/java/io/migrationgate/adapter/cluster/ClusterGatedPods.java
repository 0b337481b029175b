package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.core.injection.GateNames;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods with a gate as the API server keeps them. */
final class ClusterGatedPods implements GatedPods {

  private static final String FIELD_MANAGER = "migration-gate-let-go";

  /** What became of a pod that was replaced by another of its name, or has gone. */
  private static final Set<Integer> GONE =
      Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

  private final ClusterConnection connection;

  ClusterGatedPods(ClusterConnection connection) {
    this.connection = connection;
  }

  @Override
  public List<Pod> waitingIn(String namespace) throws ClusterException {
    return connection.ask(() -> waiting(connection.client().pods().inNamespace(namespace)));
  }

  @Override
  public List<Pod> waiting() throws ClusterException {
    return connection.ask(() -> waiting(connection.client().pods().inAnyNamespace()));
  }

  private static List<Pod> waiting(FilterWatchListDeletable<Pod, PodList, PodResource> pods) {
    return pods
        .withLabel(GateNames.LABEL)
        .withField("status.phase", "Pending")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getAnnotations().containsKey(GateNames.GATE_UID))
        .toList();
  }

  @Override
  public boolean letGo(Pod pod, String reason, boolean rehearsal) throws ClusterException {
    Map<String, @Nullable String> annotations = new HashMap<>();
    annotations.put(GateNames.RELEASE, reason);
    // A merge patch takes away what is null: the end of an earlier release does not end this one.
    annotations.put(GateNames.RELEASE_UNTIL, null);
    String patch =
        connection
            .client()
            .getKubernetesSerialization()
            .asJson(
                Map.of(
                    "metadata",
                    Map.of("uid", pod.getMetadata().getUid(), "annotations", annotations)));
    return unlessGone(
        GONE,
        () -> byItem(pod).patch(context(PatchType.JSON_MERGE, rehearsal), patch));
  }

  /** By its name alone, the client would ask for it before it patches it. */
  private PodResource byItem(Pod pod) {
    return connection
        .client()
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .endMetadata()
                .build());
  }

  @Override
  public boolean stopWebhook(String configuration, boolean rehearsal) throws ClusterException {
    return unlessGone(
        Set.of(HttpURLConnection.HTTP_NOT_FOUND),
        () ->
            connection
                .client()
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(configuration)
                .patch(context(PatchType.JSON_MERGE, rehearsal), "{\"webhooks\":[]}"));
  }

  private static PatchContext context(PatchType type, boolean rehearsal) {
    return new PatchContext.Builder()
        .withPatchType(type)
        .withFieldManager(FIELD_MANAGER)
        .withDryRun(rehearsal ? List.of("All") : List.of())
        .build();
  }

  private boolean unlessGone(Set<Integer> gone, Runnable request) throws ClusterException {
    return connection.ask(
        () -> {
          try {
            request.run();
            return true;
          } catch (KubernetesClientException refused) {
            if (gone.contains(refused.getCode())) {
              return false;
            }
            throw refused;
          }
        });
  }
}
