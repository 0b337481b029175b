package io.migrationgate.operator.reconciliation;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.operator.forecast.Forecasts;
import io.migrationgate.operator.observation.Observer;
import io.migrationgate.operator.publication.MetricsPublication;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gates that have been looked at, so that what is kept of one goes when it has gone: nobody is
 * told of that, for a gate without a finalizer is not reconciled any more.
 */
@Singleton
class KnownGates {

  private final Observer observer;
  private final MetricsPublication metrics;
  private final Forecasts forecasts;
  private final Map<ResourceID, String> uids = new ConcurrentHashMap<>();

  @Inject
  KnownGates(Observer observer, MetricsPublication metrics, Forecasts forecasts) {
    this.observer = observer;
    this.metrics = metrics;
    this.forecasts = forecasts;
  }

  void add(MigrationGate gate) {
    uids.put(ResourceID.fromResource(gate), gate.getMetadata().getUid());
  }

  /** Drops what is kept of gates that are in the cache no more. */
  void forgetAllBut(Cache<MigrationGate> present) {
    uids.forEach(
        (id, uid) -> {
          if (!present.contains(id)) {
            forget(id, uid);
          }
        });
  }

  private void forget(ResourceID id, String uid) {
    uids.remove(id);
    observer.forget(uid);
    metrics.forget(id.getNamespace().orElseThrow(), id.getName());
    forecasts.forget(uid);
  }
}
