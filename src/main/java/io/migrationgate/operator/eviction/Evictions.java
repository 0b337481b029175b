package io.migrationgate.operator.eviction;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;

/** Asks the API server to evict pods: unlike a deletion, that respects disruption budgets. */
final class Evictions {

  /** All that a server says with HTTP 429 is to come again later. */
  private static final String NOT_NOW =
      "a PodDisruptionBudget or a limit of the API server does not allow it now";

  private final KubernetesClient client;

  Evictions(KubernetesClient client) {
    this.client = client;
  }

  /** Evicts this very pod, if it still is what was looked at. */
  EvictionOutcome evict(Pod pod) {
    Eviction eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .endMetadata()
            .withDeleteOptions(
                new DeleteOptionsBuilder()
                    .withNewPreconditions()
                    .withUid(pod.getMetadata().getUid())
                    .withResourceVersion(pod.getMetadata().getResourceVersion())
                    .endPreconditions()
                    .build())
            .build();
    try {
      return withoutRetry(pod, eviction)
          ? new EvictionOutcome.Accepted()
          : new EvictionOutcome.Refused(NOT_NOW);
    } catch (KubernetesClientException refused) {
      return switch (refused.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT ->
            new EvictionOutcome.Overtaken();
        // The server was not reached: nothing is known.
        case 0 -> throw refused;
        default -> new EvictionOutcome.Refused(said(refused));
      };
    }
  }

  /** The client would ask a budget again and again, for minutes. */
  private boolean withoutRetry(Pod pod, Eviction eviction) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(once)
        .call(
            quiet ->
                quiet
                    .pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .evict(eviction));
  }

  private static String said(KubernetesClientException refused) {
    return refused.getStatus() == null || refused.getStatus().getMessage() == null
        ? "HTTP " + refused.getCode()
        : refused.getStatus().getMessage();
  }
}
