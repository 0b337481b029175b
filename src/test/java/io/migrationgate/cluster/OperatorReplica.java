package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged operator as a process beside the cluster. */
final class OperatorReplica {

  private static final Path COMMAND =
      Path.of(System.getProperty("migrationgate.distribution"))
          .toAbsolutePath()
          .resolve("bin/migration-gate");

  private final Process process;
  private final Path log;
  private final int port;
  private final int management;

  private OperatorReplica(Process process, Path log, int port, int management) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.management = management;
  }

  /** Returns as soon as it is ready. */
  static OperatorReplica start(
      WebhookInstallation installation, Path scratch, Map<String, String> settings)
      throws Exception {
    int port = freePort(installation.host());
    int management = freePort(installation.host());
    Path log = Files.createTempFile(scratch, "operator", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(COMMAND.toString(), "operator")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("QUARKUS_HTTP_HOST", installation.host());
    environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
    environment.put("MIGRATION_GATE_OWN_NAMESPACE", installation.ownNamespace());
    environment.put("MIGRATION_GATE_NAMESPACES", installation.name());
    environment.put("MIGRATION_GATE_WEBHOOK_CONFIGURATION", installation.name());
    environment.put("MIGRATION_GATE_WEBHOOK_HOST_NAMES", installation.host());
    environment.put("MIGRATION_GATE_IMAGE", "localhost/migration-gate:test");
    environment.put("MIGRATION_GATE_IMAGE_PULL_POLICY", "Never");
    environment.putAll(settings);
    OperatorReplica replica = new OperatorReplica(builder.start(), log, port, management);
    replica.awaitReadiness();
    return replica;
  }

  private static int freePort(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  private void awaitReadiness() throws Exception {
    for (int tries = 0; tries < 240; tries++) {
      assertThat(process.isAlive()).as("%s", log()).isTrue();
      if (isReady()) {
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("the operator does not become ready: " + log());
  }

  private boolean isReady() {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What it says on its management port. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  int port() {
    return port;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** At once, as a node that fails does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }
}
