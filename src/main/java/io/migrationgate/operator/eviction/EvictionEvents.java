package io.migrationgate.operator.eviction;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** As Events whose names follow from what they say: the second of a kind is there already. */
final class EvictionEvents implements EvictionNotices {

  private static final Logger LOG = Logger.getLogger(EvictionEvents.class);
  private static final String REPORTER = "migration-gate";
  private static final int LONGEST_MESSAGE = 1_023;
  private static final int LONGEST_NAME = 230;

  private final KubernetesClient client;
  private final Clock clock;

  EvictionEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void say(
      ObjectReference about, String type, String reason, String message, String occasion) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(about.getNamespace())
            .withName(
                cut(about.getName(), LONGEST_NAME)
                    + "."
                    + digest(about.getUid() + ' ' + reason + ' ' + occasion))
            .endMetadata()
            .withInvolvedObject(about)
            .withType(type)
            .withReason(reason)
            .withMessage(cut(message, LONGEST_MESSAGE))
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withCount(1)
            .withReportingComponent(REPORTER)
            .withNewSource()
            .withComponent(REPORTER)
            .endSource()
            .build();
    try {
      client.v1().events().inNamespace(about.getNamespace()).resource(event).create();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == 0) {
        throw refused;
      }
      if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        LOG.warnf("an Event is not written: %s", refused.getMessage());
      }
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
