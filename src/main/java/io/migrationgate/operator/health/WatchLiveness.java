package io.migrationgate.operator.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not alive is who will not recover without a restart: a watch has given up. An API server that is
 * away is waited for, since restarting every operator would not bring it back.
 */
@Liveness
@Singleton
class WatchLiveness implements HealthCheck {

  private final Watches watches;

  @Inject
  WatchLiveness(Watches watches) {
    this.watches = watches;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("watches go on").status(watches.areAlive()).build();
  }
}
