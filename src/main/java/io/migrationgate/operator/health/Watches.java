package io.migrationgate.operator.health;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The operator's watches of gates and pods. */
@Singleton
class Watches {

  private final Operator operator;

  @Inject
  Watches(Operator operator) {
    this.operator = operator;
  }

  boolean areStarted() {
    return operator.getRuntimeInfo().isStarted();
  }

  /** Each has seen all that there is, at least once. */
  boolean haveSynced() {
    return areStarted() && unhealthy().allMatch(InformerHealthIndicator::hasSynced);
  }

  /** None has given up; one that waits for the API server to come back has not. */
  boolean areAlive() {
    return !areStarted() || unhealthy().allMatch(InformerHealthIndicator::isRunning);
  }

  /** How many wait for the API server to come back. */
  long interrupted() {
    Predicate<InformerHealthIndicator> watching = InformerHealthIndicator::isWatching;
    return areStarted() ? unhealthy().filter(watching.negate()).count() : 0;
  }

  private Stream<InformerHealthIndicator> unhealthy() {
    RuntimeInfo info = operator.getRuntimeInfo();
    return info.unhealthyInformerWrappingEventSourceHealthIndicator().values().stream()
        .flatMap(sources -> sources.values().stream())
        .flatMap(source -> source.informerHealthIndicators().values().stream());
  }
}
