package io.migrationgate.operator.admission;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.migrationgate.operator.OperatorSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the cluster can do, found out seldom and beside the pods that wait for an answer. */
@Singleton
public final class KnownAbilities {

  private static final Logger LOG = Logger.getLogger(KnownAbilities.class);

  private static final Duration OFTEN = Duration.ofMinutes(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final AbilitySurvey survey;
  private final boolean needed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cluster-abilities").factory());
  private volatile @Nullable ClusterAbilities known;
  private volatile boolean asked;

  KnownAbilities(OperatorSettings settings, KubernetesClient client) {
    this.survey = new AbilitySurvey(client, settings.ownNamespace());
    this.needed = settings.webhook().enabled();
  }

  void begin(@Observes StartupEvent start) {
    if (needed) {
      thread.execute(this::ask);
    }
  }

  void end(@Observes ShutdownEvent stop) {
    thread.shutdownNow();
  }

  private void ask() {
    Duration pause = OFTEN;
    try {
      ClusterAbilities found = survey.take();
      if (!found.equals(known)) {
        LOG.infof(
            "in mode Auto the images of apps are %s; recheckOnCrash is %s",
            found.imageVolumes() ? "mounted" : "copied from",
            found.restartRules() ? "heeded" : "left aside, for this cluster cannot do it");
      }
      known = found;
    } catch (RuntimeException failure) {
      pause = AFTER_FAILURE;
      LOG.warn("what the cluster can do could not be found out", failure);
    }
    asked = true;
    if (!thread.isShutdown()) {
      Future<?> unused = thread.schedule(this::ask, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What it can do for sure. */
  public ClusterAbilities get() {
    ClusterAbilities found = known;
    return found == null ? ClusterAbilities.NONE : found;
  }

  /** Whether it was asked at all by now. */
  boolean isAsked() {
    return asked || !needed;
  }
}
