package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.util.Optional;
import java.util.function.Supplier;

/** An API server, with the account and the namespace that a person has chosen. */
public final class ClusterConnection implements AutoCloseable {

  private final KubernetesClient client;
  private final String server;
  private final String namespace;

  private ClusterConnection(KubernetesClient client, String server, String namespace) {
    this.client = client;
    this.server = server;
    this.namespace = namespace;
  }

  /**
   * Reads the kubeconfig; nothing is asked of the server yet.
   *
   * @param context else the current one
   * @param namespace else the context's
   */
  public static ClusterConnection open(Optional<String> context, Optional<String> namespace)
      throws ClusterException {
    Config config = Kubeconfig.read(context);
    String own = config.getNamespace() == null ? "default" : config.getNamespace();
    try {
      return new ClusterConnection(
          new KubernetesClientBuilder()
              .withConfig(config)
              // Quarkus' own, which would be found, leaves threads behind that keep a command
              // alive.
              .withHttpClientFactory(new VertxHttpClientFactory())
              .build(),
          config.getMasterUrl(),
          namespace.orElse(own));
    } catch (KubernetesClientException unusable) {
      throw new ClusterException(
          ClusterException.Kind.UNREADABLE,
          "the kubeconfig cannot be used: " + Failures.firstLine(unusable));
    }
  }

  public String namespace() {
    return namespace;
  }

  public Gates gates() {
    return new ClusterGates(this);
  }

  public Pods pods() {
    return new ClusterPods(this);
  }

  public GatedPods gatedPods() {
    return new ClusterGatedPods(this);
  }

  KubernetesClient client() {
    return client;
  }

  /** Asks, and says in one line why there is no answer. */
  <T> T ask(Supplier<T> question) throws ClusterException {
    try {
      return question.get();
    } catch (KubernetesClientException failure) {
      throw Failures.of(failure, server);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
