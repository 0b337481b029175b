package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.migrationgate.core.settings.NearestName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where the cluster is, and who asks, as {@code kubectl} would take it. */
final class Kubeconfig {

  /** A person waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Path TOKEN_OF_A_POD =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final String PKCS8_BEGINS = "-----BEGIN PRIVATE KEY-----";
  private static final String PKCS8_ENDS = "-----END PRIVATE KEY-----";

  private Kubeconfig() {}

  static Config read(Optional<String> context) throws ClusterException {
    if (Config.getKubeconfigFilenames().stream().noneMatch(file -> Files.exists(Path.of(file)))
        && !Files.exists(TOKEN_OF_A_POD)) {
      throw unreadable(
          "there is no kubeconfig at "
              + String.join(", ", Config.getKubeconfigFilenames())
              + ": set KUBECONFIG to the one that kubectl uses");
    }
    Config config;
    try {
      config = Config.autoConfigure(context.orElse(null));
    } catch (RuntimeException malformed) {
      throw unreadable(
          "the kubeconfig "
              + String.join(", ", Config.getKubeconfigFilenames())
              + " cannot be read: "
              + Failures.firstLine(malformed));
    }
    if (context.isPresent()) {
      requireContext(config, context.get());
    }
    tellTheKeysAlgorithm(config);
    config.setConnectionTimeout((int) PATIENCE.toMillis());
    config.setRequestTimeout((int) PATIENCE.toMillis());
    config.setRequestRetryBackoffLimit(1);
    return config;
  }

  private static void requireContext(Config config, String name) throws ClusterException {
    List<String> known =
        Objects.requireNonNullElse(config.getContexts(), List.<NamedContext>of()).stream()
            .map(NamedContext::getName)
            .toList();
    if (!known.contains(name)) {
      throw new ClusterException(
          ClusterException.Kind.WRONG,
          "the kubeconfig has no context "
              + name
              + NearestName.of(name, known).map(near -> "; did you mean " + near + "?").orElse("")
              + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
    }
  }

  /** The client takes every key in PKCS#8 for RSA's unless it is told otherwise. */
  private static void tellTheKeysAlgorithm(Config config) throws ClusterException {
    Optional<String> pem = clientKey(config);
    if (pem.isEmpty() || !pem.get().contains(PKCS8_BEGINS)) {
      return;
    }
    int from = pem.get().indexOf(PKCS8_BEGINS) + PKCS8_BEGINS.length();
    int to = Math.max(from, pem.get().indexOf(PKCS8_ENDS));
    byte[] key = Base64.getMimeDecoder().decode(pem.get().substring(from, to));
    for (String algorithm : KEY_ALGORITHMS) {
      if (isKeyOf(algorithm, key)) {
        config.setClientKeyAlgo(algorithm);
        return;
      }
    }
    throw unreadable("the client key of the kubeconfig is of no kind that is known here");
  }

  private static boolean isKeyOf(String algorithm, byte[] key) {
    try {
      KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
      return true;
    } catch (NoSuchAlgorithmException | InvalidKeySpecException another) {
      return false;
    }
  }

  private static Optional<String> clientKey(Config config) throws ClusterException {
    if (config.getClientKeyData() != null) {
      return Optional.of(
          new String(
              Base64.getMimeDecoder().decode(config.getClientKeyData()),
              StandardCharsets.US_ASCII));
    }
    if (config.getClientKeyFile() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(config.getClientKeyFile())));
    } catch (IOException unreadable) {
      throw unreadable(
          "the client key " + config.getClientKeyFile() + " of the kubeconfig cannot be read");
    }
  }

  private static ClusterException unreadable(String message) {
    return new ClusterException(ClusterException.Kind.UNREADABLE, message);
  }
}
