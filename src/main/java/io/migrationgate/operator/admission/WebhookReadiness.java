package io.migrationgate.operator.admission;

import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.certificate.CurrentCertificate;
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

  WebhookReadiness(
      OperatorSettings settings,
      CurrentCertificate certificate,
      KnownAbilities abilities,
      Rehearsal rehearsal,
      Clock clock) {
    this.enabled = settings.webhook().enabled();
    this.certificate = certificate;
    this.abilities = abilities;
    this.rehearsal = rehearsal;
    this.clock = clock;
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
        .status(
            end.filter(clock.instant()::isBefore).isPresent()
                && rehearsal.isDone()
                && abilities.isAsked())
        .build();
  }
}
