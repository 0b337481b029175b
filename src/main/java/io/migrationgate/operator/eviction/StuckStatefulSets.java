package io.migrationgate.operator.eviction;

import static java.util.stream.Collectors.groupingBy;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.migrationgate.api.v1alpha1.Enforcement;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.Switch;
import io.migrationgate.operator.judgement.PodJudgement.Announcement;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.PodReading;
import io.migrationgate.operator.observation.PodStage;
import io.migrationgate.operator.observation.Workload;
import io.migrationgate.operator.publication.Events;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Frees StatefulSets of held pods. Kubernetes replaces no pod of a StatefulSet that waits for its
 * pods in order and has one that is not ready: so a held pod would keep out the very template that
 * mends it.
 *
 * <p>Nothing has to be remembered: an evicted pod is on its way out, and its successor is of the
 * revision that is to run, so that none is evicted twice for one.
 */
@ApplicationScoped
public class StuckStatefulSets {

  /** Nobody is told when a StatefulSet gets a new template that it cannot bring out. */
  static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(15);

  private static final Logger LOG = Logger.getLogger(StuckStatefulSets.class);

  private final KubernetesClient client;
  private final Evictions evictions;
  private final Events events;
  private final Clock clock;

  @Inject
  public StuckStatefulSets(KubernetesClient client, Events events, Clock clock) {
    this.client = client;
    this.evictions = new Evictions(client);
    this.events = events;
    this.clock = clock;
  }

  /** Evicts what stands in the way; says when to look again, if it may still come to that. */
  public Optional<Instant> free(MigrationGate gate, Observation seen) {
    if (gate.getSpec().stuckStatefulSets() == Switch.DISABLED
        || gate.getSpec().enforcement() == Enforcement.AUDIT) {
      return Optional.empty();
    }
    Map<Workload.Reference, List<GatePod>> held =
        seen.pods().stream()
            .filter(pod -> pod.stage() instanceof PodStage.Held)
            .filter(pod -> pod.release().equals(GatePod.Release.NONE))
            .filter(pod -> isStatefulSet(seen.workloadOf(pod).reference()))
            .collect(groupingBy(pod -> seen.workloadOf(pod).reference()));
    boolean again = false;
    for (Map.Entry<Workload.Reference, List<GatePod>> set : held.entrySet()) {
      try {
        again |= free(set.getKey(), set.getValue());
      } catch (KubernetesClientException failed) {
        LOG.warnf("%s cannot be freed for now: %s", set.getKey().display(), failed.getMessage());
        again = true;
      }
    }
    return again ? Optional.of(clock.instant().plus(UNTIL_NEXT_LOOK)) : Optional.empty();
  }

  private static boolean isStatefulSet(Workload.Reference reference) {
    return reference.kind().equals("StatefulSet") && reference.apiVersion().startsWith("apps/");
  }

  /** Returns whether a pod may come to stand in its way. */
  private boolean free(Workload.Reference reference, List<GatePod> held) {
    StatefulSet set =
        client
            .apps()
            .statefulSets()
            .inNamespace(reference.namespace())
            .withName(reference.name())
            .get();
    if (set == null || !set.getMetadata().getUid().equals(reference.uid())) {
      return false;
    }
    return switch (Rollout.of(set)) {
      case Rollout.Found.OfItsOwn o -> false;
      case Rollout.Found.NotObserved n -> true;
      case Rollout.Found.Waiting(Rollout rollout) -> {
        held.forEach(pod -> evict(pod, rollout, reference));
        yield true;
      }
    };
  }

  private void evict(GatePod seen, Rollout rollout, Workload.Reference set) {
    if (!rollout.replaces(seen.name(), seen.revision())) {
      return;
    }
    // As it is now, not as a cache has it: it may have been let go meanwhile.
    Pod pod = client.pods().inNamespace(seen.namespace()).withName(seen.name()).get();
    if (pod == null || !pod.getMetadata().getUid().equals(seen.uid()) || !waits(pod)) {
      return;
    }
    String occasion = seen.uid() + ' ' + rollout.revision();
    say(
        seen,
        set,
        new Announcement(
            false,
            "EvictingHeldPod",
            "%s is held and has never started its app; it is evicted so that %s can replace it: it is of revision %s, revision %s is to run, and Kubernetes waits for this pod to be ready first"
                .formatted(
                    seen.name(), set.display(), seen.revision().orElse("?"), rollout.revision())),
        occasion);
    switch (evictions.evict(pod)) {
      case EvictionOutcome.Accepted a ->
          LOG.infof(
              "evicted %s/%s, which kept %s from revision %s",
              seen.namespace(), seen.name(), set.display(), rollout.revision());
      case EvictionOutcome.Overtaken o ->
          LOG.debugf("%s/%s has changed and is not evicted", seen.namespace(), seen.name());
      case EvictionOutcome.Refused(String why) ->
          say(
              seen,
              set,
              new Announcement(
                  true,
                  "EvictionRefused",
                  "%s keeps %s from revision %s, and may not be evicted yet: %s; it is tried again, or delete the pod"
                      .formatted(seen.name(), set.display(), rollout.revision(), why)),
              occasion);
    }
  }

  /** Whether the pod waits in front of its app, and always has. */
  private static boolean waits(Pod pod) {
    GatePod now = PodReading.of(pod);
    return !now.leaving()
        && now.stage() instanceof PodStage.Held
        && now.release().equals(GatePod.Release.NONE)
        && pod.getStatus().getContainerStatuses().stream().noneMatch(StuckStatefulSets::hasStarted);
  }

  private static boolean hasStarted(ContainerStatus status) {
    return status.getRestartCount() > 0
        || status.getState().getRunning() != null
        || status.getState().getTerminated() != null
        || status.getLastState().getTerminated() != null;
  }

  private void say(
      GatePod pod, Workload.Reference set, Announcement announcement, String occasion) {
    events.say(
        new Workload.Reference("v1", "Pod", pod.namespace(), pod.name(), pod.uid()),
        announcement,
        occasion);
    events.say(set, announcement, occasion);
  }
}
