package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the webhook answers when a whole cluster is restarted, and in what time: that it prints. */
class WebhookLoadIT {

  private static final int A_SECOND = 200;
  private static final int FIRST = 100;
  private static final int REVIEWS = 20 * A_SECOND;

  /** As many streams as a connection of HTTP/2 has, and the client here would not wait for one. */
  private static final int AT_ONCE = 90;

  private static final String REVIEW =
      """
      {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
        "uid": "review-%d", "operation": "CREATE", "namespace": "%s",
        "kind": {"group": "", "version": "v1", "kind": "Pod"}, "object": {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"generateName": "api-", "labels": {"migrationgate.io/gate": "api"}},
          "spec": {
            "volumes": [{"name": "tmp", "emptyDir": {}}],
            "containers": [{"name": "api", "image": "api:1",
              "env": [{"name": "DATABASE_URL", "value": "postgresql://db/api"}],
              "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}]}}}}
      """;

  @TempDir static Path scratch;

  private static Kubectl kubectl;
  private static WebhookInstallation installation;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("load");
    installation = WebhookInstallation.of(kubectl, scratch);
    Path gate =
        Files.writeString(
            scratch.resolve("gate.yaml"),
            """
            apiVersion: migrationgate.io/v1alpha1
            kind: MigrationGate
            metadata: {name: api}
            spec: {chains: [{name: main, path: /app/alembic.ini}]}
            """);
    kubectl.must("apply", "-f", gate.toString());
  }

  @AfterAll
  static void clear() throws Exception {
    if (installation != null) {
      installation.close();
    }
    if (kubectl != null) {
      kubectl.close();
    }
  }

  /**
   * A review is sent when its time has come, whether the ones before it have been answered or not.
   */
  @Test
  void gatesEveryPod() throws Exception {
    OperatorReplica operator = installation.start(Map.of());
    installation.configure(operator.port());
    URI inject = URI.create("https://%s:%d/inject".formatted(installation.host(), operator.port()));
    long[] nanos = new long[REVIEWS];
    AtomicInteger gated = new AtomicInteger();
    Semaphore streams = new Semaphore(AT_ONCE);

    try (HttpClient client = HttpClient.newBuilder().sslContext(installation.trusting()).build();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      // The connection that all the others use.
      client.send(review(inject, REVIEWS), BodyHandlers.ofString());
      long begin = System.nanoTime();
      for (int i = 0; i < REVIEWS; i++) {
        int number = i;
        long due = begin + i * (1_000_000_000L / A_SECOND);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        streams.acquire();
        callers.submit(
            () -> {
              try {
                HttpResponse<String> response =
                    client.send(review(inject, number), BodyHandlers.ofString());
                nanos[number] = System.nanoTime() - due;
                if (response.statusCode() == 200 && response.body().contains("\"patch\"")) {
                  gated.incrementAndGet();
                }
              } finally {
                streams.release();
              }
              return null;
            });
      }
    }

    report("the first %d reviews".formatted(FIRST), Arrays.copyOf(nanos, FIRST));
    report("the others", Arrays.copyOfRange(nanos, FIRST, REVIEWS));
    String metrics = operator.get("/q/metrics").body();
    System.out.printf(
        "of that in the webhook itself: %.2f ms on average, %.1f ms at most%n",
        1e3 * value(metrics, "sum") / value(metrics, "count"), 1e3 * value(metrics, "max"));
    assertThat(value(metrics, "count")).isEqualTo(REVIEWS + 1);
    assertThat(gated).hasValue(REVIEWS);
  }

  private static HttpRequest review(URI inject, int number) {
    return HttpRequest.newBuilder(inject)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(REVIEW.formatted(number, kubectl.namespace())))
        .build();
  }

  private static double value(String metrics, String series) {
    String start = "migrationgate_webhook_review_seconds_" + series + "{outcome=\"injected\"} ";
    return metrics
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElseThrow();
  }

  private static void report(String which, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "webhook, %d reviews a second, %s: median %.1f ms, 99%% within %.1f ms, all within %.1f ms%n",
        A_SECOND,
        which,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
