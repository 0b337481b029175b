package io.migrationgate.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.migrationgate.operator.health.Watches;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the operator's own series beside those of the process. */
@Singleton
final class Exports {

  // The registry's successor is one that Quarkus does not bring.
  @SuppressWarnings("deprecation")
  void start(
      @Observes StartupEvent event,
      PrometheusMeterRegistry registry,
      GateMetrics gates,
      Watches watches,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    registry.getPrometheusRegistry().register(new GateSeries(gates));
    Gauge.builder("migrationgate.leader", gates, g -> g.isLeading() ? 1 : 0)
        .description("1 in the process that looks after the gates, 0 in those that wait")
        .register(registry);
    Gauge.builder("migrationgate.watches.interrupted", watches, Watches::interrupted)
        .description("Watches of gates and pods that wait for the API server to come back")
        .register(registry);
    Gauge.builder("migrationgate.build.info", () -> 1)
        .description("Which version runs")
        .tag("version", version)
        .register(registry);
  }
}
