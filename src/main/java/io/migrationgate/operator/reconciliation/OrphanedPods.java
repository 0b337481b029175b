package io.migrationgate.operator.reconciliation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.operator.judgement.Grounds;
import io.migrationgate.operator.leadership.Leadership;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.PodReading;
import io.migrationgate.operator.observation.PodStage;
import io.migrationgate.operator.publication.PodPublication;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets go pods whose gate has been deleted: nothing would ever happen to them, since there is no
 * gate to be reconciled. It looks into the caches alone, and asks the API server only about what it
 * finds there.
 */
@Singleton
class OrphanedPods {

  private static final Logger LOG = Logger.getLogger(OrphanedPods.class);
  private static final long SECONDS_BETWEEN = 5;

  private final Leadership leadership;
  private final KubernetesClient client;
  private final PodPublication publication;
  private final KnownGates known;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("orphaned-pods").factory());

  @Inject
  OrphanedPods(
      Leadership leadership,
      KubernetesClient client,
      PodPublication publication,
      KnownGates known) {
    this.leadership = leadership;
    this.client = client;
    this.publication = publication;
    this.known = known;
  }

  /** Begins to look, again and again. */
  void lookAfter(InformerEventSource<Pod, MigrationGate> pods, Cache<MigrationGate> gates) {
    var unused =
        clockwork.scheduleWithFixedDelay(
            () -> lookOnce(pods, gates), SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    clockwork.shutdownNow();
  }

  private void lookOnce(InformerEventSource<Pod, MigrationGate> pods, Cache<MigrationGate> gates) {
    // It may lead before its caches are there.
    if (!leadership.isLeading() || !pods.isRunning()) {
      return;
    }
    try {
      known.forgetAllBut(gates);
      pods.list(pod -> isOrphaned(pod, gates)).map(PodReading::of).forEach(this::letGo);
    } catch (RuntimeException failure) {
      // The next look is soon; an exception would end them all.
      LOG.warn("pods of deleted gates could not be let go, and will be tried again", failure);
    }
  }

  private static boolean isOrphaned(Pod pod, Cache<MigrationGate> gates) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    // One that was given its gate by hand never had any other.
    return annotations != null
        && annotations.containsKey(GateNames.GATE_UID)
        && !gates.contains(
            new ResourceID(
                pod.getMetadata().getLabels().get(GateNames.LABEL),
                pod.getMetadata().getNamespace()));
  }

  private void letGo(GatePod pod) {
    if (pod.stage() instanceof PodStage.Held && !pod.leaving() && isReallyGone(pod)) {
      publication.letGo(pod, new Grounds.GateDeleted());
    }
  }

  /** A cache may not have heard of a gate yet. */
  private boolean isReallyGone(GatePod pod) {
    return client
            .resources(MigrationGate.class)
            .inNamespace(pod.namespace())
            .withName(pod.gate())
            .get()
        == null;
  }
}
