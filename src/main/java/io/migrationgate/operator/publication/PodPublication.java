package io.migrationgate.operator.publication;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.operator.judgement.Grounds;
import io.migrationgate.operator.judgement.PodJudgement;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.GatePod.PassedCondition;
import io.migrationgate.operator.observation.Workload;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells pods what was judged of them, and lets go those that may; only what has changed. What is
 * said comes before the condition that says that it was: who is interrupted between the two says it
 * again, and {@link Events} know that they did.
 */
@ApplicationScoped
public class PodPublication {

  private static final Logger LOG = Logger.getLogger(PodPublication.class);

  /** Its own, so that applying one condition leaves those of others alone. */
  private static final String MANAGER = "migration-gate";

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(MANAGER)
          .withForce(true)
          .build();

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(MANAGER)
          .build();

  private final KubernetesClient client;
  private final Events events;
  private final Clock clock;

  PodPublication(KubernetesClient client, Events events, Clock clock) {
    this.client = client;
    this.events = events;
    this.clock = clock;
  }

  /** Publishes what was judged of a pod of a workload. */
  public void publish(PodJudgement judgement, Workload workload) {
    GatePod pod = judgement.pod();
    if (judgement.grounds().isPresent()) {
      // Its condition follows when it has gone.
      letGo(pod, judgement.grounds().get());
      return;
    }
    Optional<PassedCondition> wanted = judgement.passed();
    if (wanted.isEmpty() || wanted.equals(pod.passed())) {
      return;
    }
    if (!isSame(wanted.get(), pod.passed())) {
      judgement
          .announcement()
          .ifPresent(
              announcement -> {
                events.say(reference(pod), announcement, "");
                // A pod that nothing controls is its own workload, and is told once.
                if (!workload.reference().equals(reference(pod))) {
                  events.say(workload.reference(), announcement, pod.revision().orElse(pod.uid()));
                }
              });
    }
    apply(pod, wanted.get());
  }

  /** Lets a pod go that is held; its gate sees that within about a second. */
  public void letGo(GatePod pod, Grounds grounds) {
    GatePod.Release wanted = new GatePod.Release(grounds.sentence(), grounds.end().orElse(""));
    if (wanted.equals(pod.release())) {
      return;
    }
    LOG.infof("letting go pod %s/%s: %s", pod.namespace(), pod.name(), grounds.sentence());
    Map<String, @Nullable String> annotations = new HashMap<>();
    annotations.put(GateNames.RELEASE, wanted.reason());
    // A merge patch takes away what is null: the end of an earlier release does not end this one.
    annotations.put(GateNames.RELEASE_UNTIL, grounds.end().orElse(null));
    unlessGone(
        pod,
        () ->
            resource(pod)
                .patch(
                    MERGE,
                    json(
                        Map.of("metadata", Map.of("uid", pod.uid(), "annotations", annotations)))));
  }

  private void apply(GatePod pod, PassedCondition wanted) {
    boolean sameStatus =
        pod.passed().filter(current -> current.status().equals(wanted.status())).isPresent();
    String since =
        pod.passedSince()
            .filter(time -> sameStatus)
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    Map<String, String> condition =
        Map.of(
            "type", GateNames.PASSED,
            "status", wanted.status(),
            "reason", wanted.reason(),
            "message", wanted.message(),
            "lastTransitionTime", since);
    Map<String, Object> applied =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            Map.of("name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()),
            "status",
            Map.of("conditions", List.of(condition)));
    unlessGone(pod, () -> resource(pod).subresource("status").patch(APPLY, json(applied)));
  }

  /** By an item: by its name alone, the client would ask for it before it patches it. */
  private PodResource resource(GatePod pod) {
    return client
        .pods()
        .inNamespace(pod.namespace())
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .endMetadata()
                .build());
  }

  private String json(Object value) {
    return client.getKubernetesSerialization().asJson(value);
  }

  /**
   * A pod that has gone since it was seen, or was replaced by another of its name, needs nothing.
   */
  private static void unlessGone(GatePod pod, Runnable request) {
    try {
      request.run();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      LOG.debugf("pod %s/%s has gone", pod.namespace(), pod.name());
    }
  }

  private static Workload.Reference reference(GatePod pod) {
    return new Workload.Reference("v1", "Pod", pod.namespace(), pod.name(), pod.uid());
  }

  private static boolean isSame(PassedCondition wanted, Optional<PassedCondition> current) {
    return current
        .filter(c -> c.status().equals(wanted.status()) && c.reason().equals(wanted.reason()))
        .isPresent();
  }
}
