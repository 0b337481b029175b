package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook's certificate, as replicas beside a real API server make and renew it. */
class WebhookCertificateIT {

  private static final String SECRET = "migration-gate-webhook-certificate";

  /** Renewed after 40 seconds. */
  private static final Map<String, String> SHORT =
      Map.of("MIGRATION_GATE_WEBHOOK_CERTIFICATE_LIFETIME", "60s");

  @TempDir static Path scratch;

  private static Kubectl kubectl;
  private static WebhookInstallation installation;
  private static OperatorReplica one;
  private static OperatorReplica other;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("certificate");
    installation = WebhookInstallation.of(kubectl, scratch);
    one = installation.start(SHORT);
    other = installation.start(SHORT);
    installation.configure(one.port());
    kubectl.must("apply", "-f", gate().toString());
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

  private static Path gate() throws Exception {
    return Files.writeString(
        scratch.resolve("gate.yaml"),
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: api}
        spec: {chains: [{name: main, path: /app/alembic.ini}]}
        """);
  }

  @Test
  void isRenewedUnderTrafficWithoutAFailedCall() throws Exception {
    Handshakes ofOne = new Handshakes(one.port());
    Handshakes ofOther = new Handshakes(other.port());
    Cluster.await(() -> WebhookIT.isGated(pod()));
    try (WebhookTraffic traffic = WebhookTraffic.start(kubectl, scratch, 1)) {
      Cluster.await(
          () -> {
            ofOne.shake();
            ofOther.shake();
            return ofOne.serials.size() >= 3 && ofOther.serials.size() >= 3;
          });

      assertThat(traffic.failures()).isEmpty();
      assertThat(traffic.ungated()).as("of %d", traffic.gated()).isZero();
      assertThat(traffic.gated()).isPositive();
    }
    assertThat(ofOne.failures).isEmpty();
    assertThat(ofOther.failures).isEmpty();
    // Two replicas that fought would have made more than were ever served.
    assertThat(ofOne.serials).isEqualTo(ofOther.serials);
  }

  /** Somebody deletes it; or empties it, as an installation does that lays it out beforehand. */
  @Test
  void isMadeAnewWhereTheSecretIsGone() throws Exception {
    Handshakes handshakes = new Handshakes(one.port());
    handshakes.shake();

    kubectl.must("delete", "secret", SECRET, "-n", installation.ownNamespace());

    Cluster.await(
        () -> {
          handshakes.shake();
          return handshakes.serials.size() >= 2;
        });
    assertThat(handshakes.failures).isEmpty();
    Cluster.await(() -> WebhookIT.isGated(pod()));
  }

  @Test
  void isMadeAnewWhereTheSecretIsDamaged() throws Exception {
    Handshakes handshakes = new Handshakes(one.port());
    handshakes.shake();

    kubectl.must(
        "patch",
        "secret",
        SECRET,
        "-n",
        installation.ownNamespace(),
        "-p",
        "{\"data\": {\"tls.crt\": \"eA==\", \"tls.key\": \"eA==\"}}");

    Cluster.await(
        () -> {
          handshakes.shake();
          return handshakes.serials.size() >= 2;
        });
    assertThat(handshakes.failures).isEmpty();
    assertThat(one.log() + other.log()).contains("is damaged");
  }

  /** As a careless upgrade does. */
  @Test
  void isTrustedAgainWhereSomebodyHasTakenThatAway() throws Exception {
    kubectl.must(
        "patch",
        "mutatingwebhookconfiguration",
        installation.name(),
        "--type=json",
        "-p",
        "[{\"op\": \"replace\", \"path\": \"/webhooks/0/clientConfig/caBundle\", \"value\": \"\"}]");

    Cluster.await(() -> !installation.caBundle().isEmpty());
  }

  @Test
  void tellsWhenItEnds() throws Exception {
    assertThat(one.get("/q/metrics").body())
        .containsPattern("(?m)^migrationgate_webhook_certificate_expiry_seconds 1\\.\\d+E9$");
  }

  @Test
  void comesFromFilesAsWell() throws Exception {
    Path folder = Files.createDirectories(scratch.resolve("mounted"));
    copyFromSecret(folder);
    String bundle = installation.caBundle();
    OperatorReplica mounted =
        installation.start(
            Map.of(
                "MIGRATION_GATE_WEBHOOK_CERTIFICATE_SOURCE", "files",
                "MIGRATION_GATE_WEBHOOK_CERTIFICATE_FOLDER", folder.toString(),
                "MIGRATION_GATE_WEBHOOK_CONFIGURATION", "none-of-its-business"));
    Certificate first = served(mounted.port());

    Files.writeString(folder.resolve("tls.crt"), "half of one");
    Cluster.await(() -> mounted.log().contains("served on"));
    assertThat(served(mounted.port())).isEqualTo(first);

    kubectl.must("delete", "secret", SECRET, "-n", installation.ownNamespace());
    Cluster.await(
        () -> {
          copyFromSecret(folder);
          return !served(mounted.port()).equals(first);
        });
    assertThat(bundle).isNotEmpty();
    mounted.kill();
  }

  private static void copyFromSecret(Path folder) throws Exception {
    for (String key : List.of("tls.key", "tls.crt")) {
      Kubectl.Run run =
          kubectl.run(
              "get",
              "secret",
              SECRET,
              "-n",
              installation.ownNamespace(),
              "-o",
              "jsonpath={.data." + key.replace(".", "\\.") + "}");
      if (run.exit() == 0) {
        Files.write(folder.resolve(key), Base64.getDecoder().decode(run.output()));
      }
    }
  }

  private static JsonNode pod() throws Exception {
    Path file =
        Files.writeString(
            scratch.resolve("pod.yaml"),
            """
            apiVersion: v1
            kind: Pod
            metadata: {generateName: api-, labels: {migrationgate.io/gate: api}}
            spec: {containers: [{name: api, image: "api:1"}]}
            """);
    return new ObjectMapper()
        .readTree(kubectl.must("create", "--dry-run=server", "-o", "json", "-f", file.toString()));
  }

  private static Certificate served(int port) throws Exception {
    SSLContext any = SSLContext.getInstance("TLS");
    any.init(null, new TrustManager[] {new Anybody()}, null);
    try (SSLSocket socket =
        (SSLSocket) any.getSocketFactory().createSocket(installation.host(), port)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** To see what is served, whoever trusts it. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** New connections, by somebody who trusts whom the API server has been told to trust. */
  private static final class Handshakes {

    final Set<String> serials = ConcurrentHashMap.newKeySet();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final int port;
    private SSLContext trusting;
    private long read;

    Handshakes(int port) {
      this.port = port;
    }

    void shake() throws Exception {
      // The API server is told of a change; asking for it must not be quicker than that.
      if (trusting == null || System.nanoTime() - read > 1_000_000_000L) {
        trusting = installation.trusting();
        read = System.nanoTime();
      }
      try (SSLSocket socket =
          (SSLSocket) trusting.getSocketFactory().createSocket(installation.host(), port)) {
        socket.startHandshake();
        X509Certificate certificate =
            (X509Certificate) socket.getSession().getPeerCertificates()[0];
        certificate.checkValidity();
        serials.add(certificate.getSerialNumber().toString(16));
      } catch (IOException failed) {
        failures.add(failed.toString());
      }
    }
  }
}
