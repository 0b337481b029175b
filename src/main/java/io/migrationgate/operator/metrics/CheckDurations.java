package io.migrationgate.operator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long the gate's checks took in their pods: of all gates, since each would have a dozen
 * series.
 */
@Singleton
final class CheckDurations {

  /** The kubelet tells whole seconds; a check waits for its database for minutes at most. */
  private static final Duration[] BOUNDS =
      Stream.of(1, 2, 5, 10, 30, 60, 300).map(Duration::ofSeconds).toArray(Duration[]::new);

  private final Timer timer;

  @Inject
  CheckDurations(MeterRegistry registry) {
    timer =
        Timer.builder("migrationgate.check.duration")
            .description("How long the checks of the gate took in their pods")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
  }

  void add(Duration duration) {
    timer.record(duration);
  }
}
