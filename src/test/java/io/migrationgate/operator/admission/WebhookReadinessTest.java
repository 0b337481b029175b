package io.migrationgate.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.certificate.Certificates;
import io.quarkus.runtime.StartupEvent;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookReadinessTest {

  @ParameterizedTest(name = "enabled: {0}")
  @CsvSource({"true, DOWN, 0", "false, UP, 1"})
  void theSeriesSaysWhatTheHealthCheckSays(boolean enabled, Status status, double series) {
    OperatorSettings settings = settings(enabled);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      WebhookReadiness readiness =
          new WebhookReadiness(
              settings,
              Certificates.none(),
              new KnownAbilities(settings, client),
              new Rehearsal(settings),
              Clock.systemUTC(),
              registry);

      readiness.measure(new StartupEvent());

      assertThat(readiness.call().getStatus()).isEqualTo(status);
      assertThat(registry.get("migrationgate_webhook_ready").gauge().value()).isEqualTo(series);
    }
  }

  private static OperatorSettings settings(boolean enabled) {
    OperatorSettings.Webhook webhook =
        told(OperatorSettings.Webhook.class, Map.of("enabled", enabled));
    return told(
        OperatorSettings.class, Map.of("webhook", webhook, "ownNamespace", "migration-gate"));
  }

  private static <T> T told(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.get(method.getName())));
  }
}
