package io.migrationgate.operator.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.certificate.CurrentCertificate;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the API server may send pods here: with a certificate, quickly, and knowing enough. */
@Readiness
@Singleton
final class WebhookReadiness implements HealthCheck {

  private final boolean enabled;
  private final CurrentCertificate certificate;
  private final KnownAbilities abilities;
  private final Rehearsal rehearsal;
  private final Clock clock;
  private final MeterRegistry registry;

  WebhookReadiness(
      OperatorSettings settings,
      CurrentCertificate certificate,
      KnownAbilities abilities,
      Rehearsal rehearsal,
      Clock clock,
      MeterRegistry registry) {
    this.enabled = settings.webhook().enabled();
    this.certificate = certificate;
    this.abilities = abilities;
    this.rehearsal = rehearsal;
    this.clock = clock;
    this.registry = registry;
  }

  /** By this series an alert sees operators that run, and none of which may be sent pods. */
  void measure(@Observes StartupEvent start) {
    Gauge.builder("migrationgate_webhook_ready", this, webhook -> webhook.isReady() ? 1 : 0)
        .description("1 where pods may be sent to this process, or its webhook is off; else 0.")
        .register(registry);
  }

  private boolean isReady() {
    return !enabled
        || (certificate.end().filter(clock.instant()::isBefore).isPresent()
            && rehearsal.isDone()
            && abilities.isAsked());
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("webhook");
    if (!enabled) {
      return response.withData("webhook", "disabled").up().build();
    }
    Optional<Instant> end = certificate.end();
    end.ifPresent(instant -> response.withData("certificate-until", instant.toString()));
    return response
        .withData("rehearsed", rehearsal.isDone())
        .withData("cluster-asked", abilities.isAsked())
        .status(isReady())
        .build();
  }
}
