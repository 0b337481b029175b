package io.migrationgate.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/** The one Secret that all replicas read, and that whichever is first writes. */
final class CertificateSecret {

  /** What is in it came from here, and may be replaced. */
  private static final String OURS = "migrationgate.io/certificate";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  CertificateSecret(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  Resource<Secret> resource() {
    return client.secrets().inNamespace(namespace).withName(name);
  }

  Optional<Secret> read() {
    return Optional.ofNullable(resource().get());
  }

  /** Empty where there is nothing yet, as in one that was made so that it need not be created. */
  static Map<String, String> data(Optional<Secret> secret) {
    return secret.map(Secret::getData).orElse(Map.of());
  }

  /** Whether it holds something that nobody here has put there. */
  static boolean isForeign(Optional<Secret> secret) {
    return !data(secret).isEmpty()
        && !secret.orElseThrow().getMetadata().getAnnotations().containsKey(OURS);
  }

  /**
   * Writes it, unless somebody else has done so since it was read.
   *
   * @return whether it was written
   */
  boolean write(Optional<Secret> read, KeptCertificates kept) {
    try {
      if (read.isEmpty()) {
        client.secrets().inNamespace(namespace).resource(filled(new Secret(), kept)).create();
      } else {
        client.secrets().inNamespace(namespace).resource(filled(read.get(), kept)).update();
      }
      return true;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw refused;
    }
  }

  private Secret filled(Secret secret, KeptCertificates kept) {
    return new SecretBuilder(secret)
        .editOrNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToAnnotations(OURS, "generated")
        .endMetadata()
        .withData(kept.data())
        .build();
  }

  @Override
  public String toString() {
    return "Secret " + namespace + "/" + name;
  }
}
