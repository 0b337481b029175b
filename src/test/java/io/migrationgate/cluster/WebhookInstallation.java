package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.migrationgate.chart.HelmChart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The webhook as the chart has it, for one namespace, with operators that run beside the cluster,
 * where the API server finds them by its own address.
 */
final class WebhookInstallation implements AutoCloseable {

  private final Kubectl kubectl;
  private final Path scratch;
  private final String host;
  private final List<OperatorReplica> replicas = new ArrayList<>();

  private WebhookInstallation(Kubectl kubectl, Path scratch, String host) {
    this.kubectl = kubectl;
    this.scratch = scratch;
    this.host = host;
  }

  /**
   * Without Helm, or where the API server runs elsewhere and cannot call this machine, the test is
   * skipped.
   */
  static WebhookInstallation of(Kubectl kubectl, Path scratch) throws Exception {
    HelmChart.required();
    String server =
        kubectl.must("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}");
    String host = URI.create(server.strip()).getHost();
    assumeTrue(isLocal(host), "skipped: the API server at " + host + " cannot call this machine");
    WebhookInstallation installation = new WebhookInstallation(kubectl, scratch, host);
    kubectl.must("create", "namespace", installation.ownNamespace());
    return installation;
  }

  private static boolean isLocal(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.isBound();
    } catch (IOException elsewhere) {
      return false;
    }
  }

  String name() {
    return kubectl.namespace();
  }

  String ownNamespace() {
    return kubectl.namespace() + "-own";
  }

  String host() {
    return host;
  }

  OperatorReplica start(Map<String, String> settings) throws Exception {
    OperatorReplica replica = OperatorReplica.start(this, scratch, settings);
    replicas.add(replica);
    return replica;
  }

  /** The webhook, for the namespace of the test alone. */
  void configure(int port) throws Exception {
    ObjectNode configuration =
        (ObjectNode)
            HelmChart.only(
                HelmChart.objects("gate", ownNamespace()), "MutatingWebhookConfiguration");
    ((ObjectNode) configuration.get("metadata")).put("name", name());
    ObjectNode webhook = (ObjectNode) configuration.at("/webhooks/0");
    webhook.putObject("clientConfig").put("url", "https://" + host + ":" + port + "/inject");
    select((ObjectNode) webhook.get("namespaceSelector"));
    apply(configuration);
    Cluster.await(() -> !caBundle().isEmpty());
    // The API server learns of it by watching.
    Thread.sleep(2_000);
  }

  String caBundle() throws Exception {
    return kubectl.must(
        "get",
        "mutatingwebhookconfiguration",
        name(),
        "-o",
        "jsonpath={.webhooks[0].clientConfig.caBundle}");
  }

  /** Whom the API server has been told to trust. */
  SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Certificate authority :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(Base64.getDecoder().decode(caBundle())))) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The policy, for the namespace of the test alone. */
  void refuseUngated() throws Exception {
    for (JsonNode document :
        HelmChart.parsed(
            HelmChart.ofTemplate("strict.yaml", "gate", ownNamespace(), "--set=strict=true"))) {
      ObjectNode object = (ObjectNode) document;
      ((ObjectNode) object.get("metadata")).put("name", name());
      if (object.at("/spec/policyName").isMissingNode()) {
        select((ObjectNode) object.at("/spec/matchConstraints/namespaceSelector"));
      } else {
        ((ObjectNode) object.get("spec")).put("policyName", name());
      }
      apply(object);
    }
  }

  private void select(ObjectNode selector) {
    ArrayNode expressions = (ArrayNode) selector.get("matchExpressions");
    ObjectNode only = expressions.addObject();
    only.put("key", "kubernetes.io/metadata.name").put("operator", "In");
    only.putArray("values").add(name());
  }

  private void apply(JsonNode object) throws Exception {
    Path file = Files.createTempFile(scratch, "object", ".json");
    Files.writeString(file, object.toString());
    kubectl.must("apply", "-f", file.toString());
  }

  @Override
  public void close() throws Exception {
    for (OperatorReplica replica : replicas) {
      replica.kill();
    }
    for (String kind :
        List.of(
            "mutatingwebhookconfiguration",
            "validatingadmissionpolicybinding",
            "validatingadmissionpolicy")) {
      assertThat(kubectl.run("delete", kind, name(), "--ignore-not-found").exit()).isZero();
    }
    kubectl.run("delete", "namespace", ownNamespace(), "--wait=false");
  }
}
