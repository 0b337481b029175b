package io.migrationgate.operator.admission;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.migrationgate.api.v1alpha1.MigrationGate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Asks the API server for a gate, a few at a time and never for long. */
@Singleton
class GatesAtServer {

  private static final Logger LOG = Logger.getLogger(GatesAtServer.class);

  private static final int MOST_AT_ONCE = 16;

  private final KubernetesClient client;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

  GatesAtServer(KubernetesClient client) {
    this.client = client;
  }

  GateLookup find(GateName gate, Duration patience) {
    long start = System.nanoTime();
    try {
      if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return new GateLookup.Unreadable("too many are asked for at once");
      }
      FutureTask<Optional<MigrationGate>> question =
          new FutureTask<>(
              () -> {
                try {
                  return Optional.ofNullable(
                      client
                          .resources(MigrationGate.class)
                          .inNamespace(gate.namespace())
                          .withName(gate.name())
                          .get());
                } finally {
                  turns.release();
                }
              });
      Thread.ofVirtual().name("gate-at-server").start(question);
      Duration left = patience.minusNanos(System.nanoTime() - start);
      Optional<MigrationGate> found =
          question.get(Math.max(1, left.toNanos()), TimeUnit.NANOSECONDS);
      return found.<GateLookup>map(GateLookup.Found::new).orElseGet(GateLookup.Absent::new);
    } catch (TimeoutException slow) {
      return new GateLookup.Unreadable("the API server did not answer in time");
    } catch (ExecutionException failed) {
      LOG.warnf(
          "MigrationGate %s/%s could not be read: %s",
          gate.namespace(), gate.name(), failed.getCause());
      return new GateLookup.Unreadable("the API server refused");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return new GateLookup.Unreadable("the operator is being stopped");
    }
  }
}
