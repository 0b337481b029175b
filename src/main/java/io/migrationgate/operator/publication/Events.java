package io.migrationgate.operator.publication;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.migrationgate.operator.judgement.PodJudgement.Announcement;
import io.migrationgate.operator.judgement.Wording;
import io.migrationgate.operator.observation.Workload;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/**
 * Events on what people look at first. The name of each comes from what it says and of whom, so
 * that saying it twice, after a restart or by two operators, is saying it once.
 */
@ApplicationScoped
public class Events {

  private static final Logger LOG = Logger.getLogger(Events.class);

  /** Who says it, in {@code kubectl describe}. */
  private static final String COMPONENT = "migration-gate";

  /** Names may have 253 characters; a dot and the digest come behind. */
  private static final int LONGEST_NAME = 200;

  private static final int DIGEST_BYTES = 8;

  private final KubernetesClient client;
  private final Clock clock;

  public Events(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Says it once of an object.
   *
   * @param occasion what tells this time from another when the same is said again, such as a
   *     revision
   */
  public void say(Workload.Reference object, Announcement announcement, String occasion) {
    Event event = event(object, announcement, occasion);
    try {
      client.v1().events().inNamespace(object.namespace()).resource(event).create();
    } catch (KubernetesClientException refused) {
      switch (refused.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> LOG.tracef("it has been said: %s", event);
        // An Event is a courtesy: without it the status still says everything.
        case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND ->
            LOG.warnf(
                "no Event %s on %s: %s",
                announcement.reason(), object.display(), refused.getStatus().getMessage());
        default -> throw refused;
      }
    }
  }

  private Event event(Workload.Reference object, Announcement announcement, String occasion) {
    String message = Wording.limited(announcement.message(), Wording.LONGEST);
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    String digest = digest(object.uid(), occasion, announcement.reason(), message);
    String name = object.name().substring(0, Math.min(LONGEST_NAME, object.name().length()));
    return new EventBuilder()
        .withNewMetadata()
        .withName(name + "." + digest)
        .withNamespace(object.namespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.apiVersion())
        .withKind(object.kind())
        .withNamespace(object.namespace())
        .withName(object.name())
        .withUid(object.uid())
        .endInvolvedObject()
        .withType(announcement.warning() ? "Warning" : "Normal")
        .withReason(announcement.reason())
        .withMessage(message)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .build();
  }

  private static String digest(String... parts) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
