package io.migrationgate.operator.reconciliation;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.eviction.StuckStatefulSets;
import io.migrationgate.operator.forecast.Forecasts;
import io.migrationgate.operator.forecast.ProbeWatch;
import io.migrationgate.operator.judgement.Assessment;
import io.migrationgate.operator.judgement.Judge;
import io.migrationgate.operator.judgement.PodJudgement;
import io.migrationgate.operator.observation.FailedHolds;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.Observer;
import io.migrationgate.operator.publication.MetricsPublication;
import io.migrationgate.operator.publication.PodPublication;
import io.migrationgate.operator.publication.StatusPublication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Observes a gate's pods, judges what they say, and publishes it.
 *
 * <p>It is not called when a gate has been deleted: that takes a finalizer, which would keep gates
 * from going wherever the operator has gone first. {@link OrphanedPods} sees to what is left.
 */
@ControllerConfiguration(
    name = "migrationgate",
    // Else a status that somebody else has written would stay until a pod changes.
    generationAwareEventProcessing = false)
// Every look reads all pods of the gate: when hundreds change at once, some changes share a look.
@RateLimited(maxReconciliations = 10, within = 1)
public class MigrationGateReconciler implements Reconciler<MigrationGate> {

  private static final Duration SOONEST = Duration.ofMillis(100);

  private final OperatorSettings settings;
  private final Observer observer;
  private final PodPublication pods;
  private final StatusPublication status;
  private final MetricsPublication metrics;
  private final OrphanedPods orphans;
  private final KnownGates known;
  private final Forecasts forecasts;
  private final ProbeWatch probes;
  private final StuckStatefulSets stuck;

  MigrationGateReconciler(
      OperatorSettings settings,
      Observer observer,
      PodPublication pods,
      StatusPublication status,
      MetricsPublication metrics,
      OrphanedPods orphans,
      KnownGates known,
      Forecasts forecasts,
      ProbeWatch probes,
      StuckStatefulSets stuck) {
    this.settings = settings;
    this.observer = observer;
    this.pods = pods;
    this.status = status;
    this.metrics = metrics;
    this.orphans = orphans;
    this.known = known;
    this.forecasts = forecasts;
    this.probes = probes;
    this.stuck = stuck;
  }

  @Override
  public List<EventSource<?, MigrationGate>> prepareEventSources(
      EventSourceContext<MigrationGate> context) {
    List<EventSource<?, MigrationGate>> sources = new ArrayList<>();
    for (InformerEventSource<Pod, MigrationGate> pods :
        PodWatches.of(context, settings.namespaces())) {
      orphans.lookAfter(pods, context.getPrimaryCache());
      sources.add(pods);
    }
    sources.add(probes.source(context));
    return sources;
  }

  @Override
  public UpdateControl<MigrationGate> reconcile(
      MigrationGate gate, Context<MigrationGate> context) {
    Set<Pod> labelled = context.getSecondaryResources(Pod.class);
    known.add(gate);
    Observation seen = observer.observe(gate.getMetadata().getUid(), labelled);
    Assessment present = Judge.assess(gate, seen);
    for (PodJudgement judgement : present.pods()) {
      pods.publish(judgement, seen.workloadOf(judgement.pod()));
    }
    Assessment assessment = forecasts.of(gate, seen).addedTo(present, seen);
    metrics.record(gate, assessment, FailedHolds.in(labelled));
    // Left to the SDK, the next look would be at the status of before: it would be written again,
    // and conditions would seem to have changed once more.
    status
        .changed(gate, assessment)
        .ifPresent(
            changed ->
                PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(gate, changed, context));
    UpdateControl<MigrationGate> update = UpdateControl.noUpdate();
    Stream.concat(assessment.again().stream(), stuck.free(gate, seen).stream())
        .min(Instant::compareTo)
        .map(instant -> Duration.between(seen.at(), instant))
        .ifPresent(wait -> update.rescheduleAfter(wait.compareTo(SOONEST) < 0 ? SOONEST : wait));
    return update;
  }
}
