package io.migrationgate.operator.health;

import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The operator's watches of gates and pods. */
@Singleton
public class Watches {

  // Not injected: whoever asks first would make the operator, on a thread that must not wait.
  private volatile Optional<RuntimeInfo> info = Optional.empty();

  /** From now on they are to be there. */
  public void begin(RuntimeInfo started) {
    info = Optional.of(started);
  }

  /** Nobody has to wonder any more that they stop. */
  public void end() {
    info = Optional.empty();
  }

  /** Each has seen all that there is, at least once. */
  boolean haveSynced() {
    return info.isPresent() && unhealthy().allMatch(InformerHealthIndicator::hasSynced);
  }

  /** None has given up; one that waits for the API server to come back has not. */
  boolean areAlive() {
    return unhealthy().allMatch(InformerHealthIndicator::isRunning);
  }

  /** How many wait for the API server to come back. */
  public long interrupted() {
    Predicate<InformerHealthIndicator> watching = InformerHealthIndicator::isWatching;
    return unhealthy().filter(watching.negate()).count();
  }

  private Stream<InformerHealthIndicator> unhealthy() {
    return info.stream().flatMap(Watches::unhealthy);
  }

  // The SDK hands them out as raw types.
  @SuppressWarnings("rawtypes")
  private static Stream<InformerHealthIndicator> unhealthy(RuntimeInfo info) {
    List<InformerHealthIndicator> all = new ArrayList<>();
    for (var sources : info.unhealthyInformerWrappingEventSourceHealthIndicator().values()) {
      for (InformerWrappingEventSourceHealthIndicator<?> source : sources.values()) {
        all.addAll(source.informerHealthIndicators().values());
      }
    }
    return all.stream();
  }
}
