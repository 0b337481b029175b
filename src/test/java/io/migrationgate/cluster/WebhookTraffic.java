package io.migrationgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Pods that are made, as the API server would make them, again and again until it is closed. */
final class WebhookTraffic implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PODS_AT_ONCE = 10;

  private final Kubectl kubectl;
  private final String manifest;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger gated = new AtomicInteger();
  private final AtomicInteger ungated = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  private WebhookTraffic(Kubectl kubectl, String manifest) {
    this.kubectl = kubectl;
    this.manifest = manifest;
  }

  static WebhookTraffic start(Kubectl kubectl, Path scratch, int threads) throws Exception {
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < PODS_AT_ONCE; i++) {
      pods.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {generateName: api-, labels: {migrationgate.io/gate: api}}
          spec: {containers: [{name: api, image: "api:1"}]}
          """);
    }
    Path file = Files.writeString(Files.createTempFile(scratch, "pods", ".yaml"), pods);
    WebhookTraffic traffic = new WebhookTraffic(kubectl, file.toString());
    for (int i = 0; i < threads; i++) {
      traffic.threads.add(Thread.ofPlatform().start(traffic::run));
    }
    return traffic;
  }

  private void run() {
    while (!ended) {
      try {
        Kubectl.Run run = kubectl.run("create", "--dry-run=server", "-o", "json", "-f", manifest);
        if (run.exit() != 0) {
          failures.add(run.error());
          continue;
        }
        // Several objects are printed as a list, or one after the other.
        for (JsonNode printed :
            JSON.readerFor(JsonNode.class).<JsonNode>readValues(run.output()).readAll()) {
          for (JsonNode pod : printed.has("items") ? printed.get("items") : List.of(printed)) {
            (WebhookIT.isGated(pod) ? gated : ungated).incrementAndGet();
          }
        }
      } catch (Exception failed) {
        failures.add(failed.toString());
      }
    }
  }

  int gated() {
    return gated.get();
  }

  int ungated() {
    return ungated.get();
  }

  /** Pods that could not be made at all. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
