package io.migrationgate.operator.certificate;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whom the API server trusts when it calls the webhook: one field of the configuration. */
final class TrustInCluster {

  private static final Logger LOG = Logger.getLogger(TrustInCluster.class);

  /** The API server learns of a change by watching; that takes a moment. */
  private static final Duration NEWS = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final String configuration;
  private String asked = "";
  private @Nullable Instant since;
  private boolean absent;

  TrustInCluster(KubernetesClient client, String configuration) {
    this.client = client;
    this.configuration = configuration;
  }

  /** Sees to it that these authorities are trusted, and no others. */
  void publish(String authorities, Instant now) {
    String bundle =
        Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.US_ASCII));
    Optional<MutatingWebhookConfiguration> found =
        Optional.ofNullable(
            client
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(configuration)
                .get());
    absent = found.isEmpty();
    if (absent) {
      asked = "";
      return;
    }
    List<String> changes = changes(found.orElseThrow().getWebhooks(), bundle);
    if (!changes.isEmpty()) {
      client
          .admissionRegistration()
          .v1()
          .mutatingWebhookConfigurations()
          .withName(configuration)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON)
                  .withFieldManager("migration-gate-certificate")
                  .build(),
              "[" + String.join(",", changes) + "]");
      LOG.infof("the API server has been told whom to trust, in %s", configuration);
    }
    if (!changes.isEmpty() || !asked.equals(bundle) || since == null) {
      asked = bundle;
      since = now;
    }
  }

  /** One patch that changes this field alone, and nothing if the webhooks are others by then. */
  private static List<String> changes(List<MutatingWebhook> webhooks, String bundle) {
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < webhooks.size(); i++) {
      if (!bundle.equals(webhooks.get(i).getClientConfig().getCaBundle())) {
        changes.add(
            """
            {"op":"test","path":"/webhooks/%d/name","value":"%s"},\
            {"op":"add","path":"/webhooks/%d/clientConfig/caBundle","value":"%s"}"""
                .formatted(i, webhooks.get(i).getName(), i, bundle));
      }
    }
    return changes;
  }

  /**
   * Whether these are trusted for long enough to be sure that the API server knows; or nobody calls
   * at all.
   */
  boolean isSettled(String authorities, Instant now, Duration enough) {
    String bundle =
        Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.US_ASCII));
    Duration wait = enough.compareTo(NEWS) < 0 ? enough : NEWS;
    return absent || asked.equals(bundle) && since != null && !now.isBefore(since.plus(wait));
  }
}
