package io.migrationgate.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kubeconfig is taken as kubectl takes it. */
class KubeconfigTest {

  private static final String PROPERTY = "kubeconfig";

  @TempDir Path temp;

  private String before = "";

  @BeforeEach
  void remember() {
    before = System.getProperty(PROPERTY, "");
  }

  @AfterEach
  void restore() {
    if (before.isEmpty()) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  /** What tools write nowadays; the client would take each for a key of RSA. */
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void tellsOfWhichKindAKeyIs(String algorithm) throws Exception {
    byte[] key =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
    use(
        "client-key-data: "
            + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));

    assertThat(Kubeconfig.read(Optional.empty()).getClientKeyAlgo()).isEqualTo(algorithm);

    use("client-key: " + Files.writeString(temp.resolve("key.pem"), pem));

    assertThat(Kubeconfig.read(Optional.empty()).getClientKeyAlgo()).isEqualTo(algorithm);
  }

  @Test
  void namesTheContextsThereAre() throws Exception {
    use("token: x");

    assertThat(Kubeconfig.read(Optional.of("shop")).getNamespace()).isEqualTo("orders");
    assertThatThrownBy(() -> Kubeconfig.read(Optional.of("shup")))
        .isInstanceOf(ClusterException.class)
        .hasMessage("the kubeconfig has no context shup; did you mean shop?; there are shop");
  }

  @Test
  void saysWhereItLookedForAFile() {
    System.setProperty(PROPERTY, temp.resolve("missing").toString());

    assertThatThrownBy(() -> Kubeconfig.read(Optional.empty()))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("there is no kubeconfig at " + temp.resolve("missing"));
  }

  @Test
  void saysInOneLineThatAFileIsNone() throws Exception {
    Path file = Files.writeString(temp.resolve("config"), "clusters: [\n");
    System.setProperty(PROPERTY, file.toString());

    assertThatThrownBy(() -> Kubeconfig.read(Optional.empty()))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("the kubeconfig " + file + " cannot be read: ")
        .hasMessageNotContaining("\n");
  }

  private void use(String user) throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: local, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: me, user: {%s}}]
            contexts: [{name: shop, context: {cluster: local, user: me, namespace: orders}}]
            current-context: shop
            """
                .formatted(user));
    System.setProperty(PROPERTY, file.toString());
  }
}
