package io.migrationgate.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingCertificateTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ServingCertificate one = make(NOW);
  private final ServingCertificate other = make(NOW);

  @Test
  void refusesTheKeyOfAnother() {
    assertThatThrownBy(() -> ServingCertificate.parse(one.certificatesInPem(), other.keyInPem()))
        .isInstanceOf(BrokenCertificateException.class)
        .hasMessage("the private key is not that of the certificate");
  }

  @Test
  void saysWhatIsMissingAndNothingOfTheKey() {
    String key = one.keyInPem();
    String half = key.substring(0, key.length() / 2);
    String garbled = key.replace("\nM", "\n!");

    for (String broken : new String[] {"", "x", half, garbled, key.replace("PRIVATE", "PUBLIC")}) {
      assertThatThrownBy(() -> ServingCertificate.parse(one.certificatesInPem(), broken))
          .isInstanceOf(BrokenCertificateException.class)
          .hasMessageNotContaining(key.lines().skip(1).findFirst().orElseThrow().substring(0, 20));
    }
    for (String broken : new String[] {"", key, one.certificatesInPem().replace("\nM", "\nA")}) {
      assertThatThrownBy(() -> ServingCertificate.parse(broken, key))
          .isInstanceOf(BrokenCertificateException.class);
    }
  }

  @Test
  void servesFilesAndKeepsToThemWhenTheyBreak(@TempDir Path folder) throws Exception {
    CurrentCertificate current = new CurrentCertificate();
    CertificateFiles files =
        new CertificateFiles(folder, Clock.fixed(NOW, ZoneOffset.UTC), current);
    files.look();
    assertThat(current.get()).isEmpty();

    write(folder, one.certificatesInPem(), one.keyInPem());
    files.look();
    assertThat(current.get().orElseThrow().chain()).isEqualTo(one.chain());

    // Half of a change: the kubelet's is atomic, a person's is not.
    write(folder, other.certificatesInPem(), one.keyInPem());
    files.look();
    assertThat(current.get().orElseThrow().chain()).isEqualTo(one.chain());
    write(folder, other.certificatesInPem(), other.keyInPem());
    files.look();
    assertThat(current.get().orElseThrow().chain()).isEqualTo(other.chain());

    ServingCertificate old = make(NOW.minus(Duration.ofDays(3)));
    write(folder, old.certificatesInPem(), old.keyInPem());
    files.look();
    assertThat(current.get().orElseThrow().chain()).isEqualTo(other.chain());
  }

  /** One handshake asks for a name, its certificates and its key, one after the other. */
  @Test
  void showsACertificateWithItsOwnKeyThoughThereIsANewOneByThen() {
    CurrentCertificate current = new CurrentCertificate();
    CertificateOfTheMoment keys = new CertificateOfTheMoment(current);
    assertThat(keys.chooseEngineServerAlias("EC", null, null)).isNull();
    current.serve(one);
    String alias = keys.chooseEngineServerAlias("EC", null, null);

    current.serve(other);

    assertThat(alias).isNotNull();
    assertThat(keys.getCertificateChain(alias)).containsExactlyElementsOf(one.chain());
    assertThat(keys.getPrivateKey(alias)).isEqualTo(one.key());
    assertThat(keys.chooseEngineServerAlias("EC", null, null)).isNotEqualTo(alias);
    assertThat(keys.chooseEngineServerAlias("RSA", null, null)).isNull();
  }

  private static void write(Path folder, String certificate, String key) throws Exception {
    Files.writeString(folder.resolve("tls.crt"), certificate);
    Files.writeString(folder.resolve("tls.key"), key);
  }

  private static ServingCertificate make(Instant now) {
    return new CertificateMaker()
        .make(new TreeSet<>(Set.of("webhook.gate.svc")), now, Duration.ofDays(1))
        .serving();
  }
}
