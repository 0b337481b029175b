package io.migrationgate.operator.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who has seen all gates once, leader or not. An API server that is away later changes
 * nothing: it is the only one that asks, and when it is back, answers are wanted at once.
 */
@Readiness
@Singleton
class WatchReadiness implements HealthCheck {

  private final Watches watches;

  @Inject
  WatchReadiness(Watches watches) {
    this.watches = watches;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gates and pods are known")
        .status(watches.haveSynced())
        .withData("interrupted watches", watches.interrupted())
        .build();
  }
}
