package io.migrationgate.operator.certificate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** The metric by which an alert sees a certificate that nobody renews. */
@Singleton
final class CertificateExpiry implements MeterBinder {

  private final CurrentCertificate current;

  CertificateExpiry(CurrentCertificate current) {
    this.current = current;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "migrationgate_webhook_certificate_expiry_seconds",
            current,
            certificate ->
                certificate.end().map(end -> (double) end.getEpochSecond()).orElse(Double.NaN))
        .description("When the webhook's certificate ends, in seconds since 1970.")
        .register(registry);
  }
}
