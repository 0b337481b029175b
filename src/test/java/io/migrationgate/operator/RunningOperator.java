package io.migrationgate.operator;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The operator as it is shipped, as a process beside the cluster that {@code KUBECONFIG} names, on
 * ports of its own.
 */
public final class RunningOperator implements AutoCloseable {

  private static final Path COMMAND =
      Path.of(System.getProperty("migrationgate.distribution"))
          .toAbsolutePath()
          .resolve("bin/migration-gate");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path log;
  private final int httpPort;
  private final int managementPort;
  private final Process process;

  private RunningOperator(Path log, int httpPort, int managementPort, Process process) {
    this.log = log;
    this.httpPort = httpPort;
    this.managementPort = managementPort;
    this.process = process;
  }

  /**
   * Starts one, and does not wait.
   *
   * @param namespace the only one whose gates it looks after
   * @param log what it says is added to this file
   * @param environment what is to be set beyond that
   */
  public static RunningOperator start(String namespace, Path log, Map<String, String> environment)
      throws IOException {
    int http = freePort();
    int management = freePort();
    ProcessBuilder builder = new ProcessBuilder(COMMAND.toString(), "operator");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> all = builder.environment();
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("MIGRATION_GATE_LOG_JSON", "false");
    // Whoever comes after one that was killed would wait for its lease to run out.
    all.put("MIGRATION_GATE_LEADER_ELECTION", "false");
    all.put("MIGRATION_GATE_WEBHOOK_ENABLED", "false");
    all.put("QUARKUS_HTTP_PORT", String.valueOf(http));
    all.put("QUARKUS_HTTP_SSL_PORT", String.valueOf(http));
    all.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
    all.put("MIGRATION_GATE_NAMESPACES", namespace);
    all.put("MIGRATION_GATE_OWN_NAMESPACE", namespace);
    all.putAll(environment);
    Process process = builder.start();
    // Tests that are interrupted leave nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new RunningOperator(log, http, management, process);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Where its webhook listens. */
  public int httpPort() {
    return httpPort;
  }

  public int managementPort() {
    return managementPort;
  }

  public long pid() {
    return process.pid();
  }

  /** Until it says of itself that it is ready. */
  public RunningOperator awaitReady() throws Exception {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    for (int tries = 0; tries < 600; tries++) {
      if (!process.isAlive()) {
        throw new IOException("the operator has ended: " + log());
      }
      try {
        if (HTTP.send(question, BodyHandlers.discarding()).statusCode() == 200) {
          return this;
        }
      } catch (IOException notYet) {
        // The port opens when the caches are full.
      }
      Thread.sleep(100);
    }
    throw new IOException("the operator is not ready after a minute: " + log());
  }

  /** Everything that has been said, by those before it as well. */
  public List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  /** As a node does that fails: nothing is tidied up. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As the kubelet does; how it ended is returned. */
  public int stop() throws Exception {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
      throw new IOException("it takes more than 30 seconds to end: " + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws Exception {
    kill();
  }
}
