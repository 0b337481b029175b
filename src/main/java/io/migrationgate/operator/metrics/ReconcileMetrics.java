package io.migrationgate.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How often and how long gates are looked after. It takes the place of the SDK's own metrics, which
 * label each gate in dozens of series.
 */
@Singleton
final class ReconcileMetrics implements Metrics {

  private static final Duration[] BOUNDS =
      Stream.of(10, 50, 100, 500, 1_000, 5_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Timer timer;
  private final Counter errors;

  @Inject
  ReconcileMetrics(MeterRegistry registry) {
    timer =
        Timer.builder("migrationgate.reconcile.duration")
            .description("How long it took to look after a gate once")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    errors =
        Counter.builder("migrationgate.reconcile.errors")
            .description("How often that failed, to be tried again")
            .register(registry);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start();
    try {
      return execution.execute();
    } finally {
      sample.stop(timer);
    }
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception failure, Map<String, Object> metadata) {
    errors.increment();
  }
}
