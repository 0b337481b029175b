package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.RollbackStatus;
import io.migrationgate.api.v1alpha1.Switch;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.admission.ClusterAbilities;
import io.migrationgate.operator.admission.KnownAbilities;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.Workload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Finds out whether what runs would survive a restart, and what can be rolled back to. */
@ApplicationScoped
public class Forecasts {

  private static final Logger LOG = Logger.getLogger(Forecasts.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final ForecastSettings settings;
  private final ProbePods probes;
  private final ProbeMaker maker;
  private final ProbeBudget budget;
  private final Clock clock;
  private final Map<String, Drawings.Kept> keptByGate = new ConcurrentHashMap<>();

  @Inject
  Forecasts(
      KubernetesClient client,
      OperatorSettings settings,
      ProbeWatch probes,
      KnownAbilities abilities,
      Clock clock) {
    this(
        client,
        ForecastSettings.of(settings),
        settings.image().map(image -> new GateImage(image, settings.imagePullPolicy())),
        probes,
        abilities::get,
        clock);
  }

  /** For a cluster; the image is that of the gate's own containers. */
  public Forecasts(
      KubernetesClient client,
      ForecastSettings settings,
      Optional<GateImage> image,
      ProbePods probes,
      Supplier<ClusterAbilities> abilities,
      Clock clock) {
    this.client = client;
    this.settings = settings;
    this.probes = probes;
    this.maker =
        new ProbeMaker(client.getKubernetesSerialization(), image, abilities, settings.deadline());
    this.budget = new ProbeBudget(probes, settings);
    this.clock = clock;
  }

  /**
   * What is to be expected; makes probes where nobody knows, and takes away those that are done.
   */
  public Forecast of(MigrationGate gate, Observation seen) {
    try {
      return found(gate, seen);
    } catch (KubernetesClientException failed) {
      // What is known of pods that wait now is not to suffer from it.
      LOG.warnf("nothing can be foreseen for now: %s", failed.getMessage());
      return new Forecast(
          Optional.of(
              new Forecast.Restart(
                  Expectation.CANNOT_BE_TOLD,
                  "ServerFailed",
                  "the API server could not say what is needed to tell; it is asked again")),
          Map.of(),
          gate.getStatus() == null ? List.of() : gate.getStatus().probes(),
          Optional.of(clock.instant().plus(AFTER_FAILURE)));
    }
  }

  private Forecast found(MigrationGate gate, Observation seen) {
    String uid = gate.getMetadata().getUid();
    Instant now = clock.instant();
    ProbeRound round = new ProbeRound(client, settings, budget, gate, probesOf(gate), now);
    if (!settings.enabled() || gate.getSpec().restartForecast() == Switch.DISABLED) {
      forget(uid);
      round.finish(now);
      return Forecast.NONE;
    }
    Drawings drawings =
        new Drawings(client, maker, gate, keptByGate.getOrDefault(uid, Drawings.Kept.NOTHING));
    RunningPods running = new RunningPods(gate, seen, drawings, round, settings.refresh());
    Optional<Forecast.Restart> restart = running.restart();
    Map<String, List<RollbackStatus>> rollbacks = new HashMap<>();
    for (Workload workload : workloads(seen)) {
      List<RollbackStatus> targets =
          new Rollbacks(running, drawings, round, settings.refresh(), now).of(workload);
      if (!targets.isEmpty()) {
        rollbacks.put(workload.reference().uid(), targets);
      }
    }
    keptByGate.put(uid, drawings.kept());
    return new Forecast(
        restart,
        rollbacks,
        round.finish(running.quietSince().plus(settings.settle())),
        round.again());
  }

  /** Drops what was kept of a gate that is gone; its probes go with it. */
  public void forget(String gateUid) {
    keptByGate.remove(gateUid);
  }

  private List<Pod> probesOf(MigrationGate gate) {
    return probes.all().stream()
        .filter(
            probe ->
                probe.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(gate.getMetadata().getUid())))
        .toList();
  }

  private static Iterable<Workload> workloads(Observation seen) {
    Map<String, Workload> byUid = new LinkedHashMap<>();
    seen.pods()
        .forEach(pod -> byUid.put(seen.workloadOf(pod).reference().uid(), seen.workloadOf(pod)));
    return byUid.values();
  }
}
