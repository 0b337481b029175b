package io.migrationgate.operator.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The metric by which an alert sees operators that run, and none of which may be sent pods. */
@Singleton
final class WebhookReadyGauge implements MeterBinder {

  private final WebhookReadiness readiness;

  WebhookReadyGauge(@Readiness WebhookReadiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "migrationgate_webhook_ready",
            readiness,
            webhook -> webhook.call().getStatus() == HealthCheckResponse.Status.UP ? 1 : 0)
        .description("1 where pods may be sent to this process, or its webhook is off; else 0.")
        .register(registry);
  }
}
