package io.migrationgate.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateMakerTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");

  private final CertificateMaker maker = new CertificateMaker();

  @Test
  void makesWhatJavaTakesForAServersCertificate() throws Exception {
    MadeCertificate made =
        maker.make(
            new TreeSet<>(Set.of("webhook.gate.svc", "10.200.0.1", "fd00::1")),
            NOW,
            Duration.ofDays(90));

    X509Certificate server = made.serving().chain().getFirst();
    assertThat(server.getSubjectX500Principal().getName()).isEqualTo("CN=migration-gate webhook");
    assertThat(server.getNotBefore().toInstant()).isEqualTo(Instant.parse("2026-11-21T11:50:00Z"));
    assertThat(server.getNotAfter().toInstant()).isEqualTo(Instant.parse("2027-02-19T12:00:00Z"));
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(server.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(made.serving().hosts())
        .containsExactlyInAnyOrder("webhook.gate.svc", "10.200.0.1", "fd00:0:0:0:0:0:0:1");
    assertThat(made.authority().getBasicConstraints()).isZero();
    assertThat(made.authority().getKeyUsage()[5]).isTrue();
    assertThat(made.madeAt()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
    validate(made);
  }

  /** From 2050 on times are written otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"2049-12-30T00:00:00Z", "2050-01-02T00:00:00Z", "2199-06-01T00:00:00Z"})
  void writesEveryTime(String now) throws Exception {
    MadeCertificate made = make(Instant.parse(now), Duration.ofDays(3));

    assertThat(made.serving().end()).isEqualTo(Instant.parse(now).plus(Duration.ofDays(3)));
    validate(made);
  }

  /** Lengths beyond 127 and 255 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 40, 2_000})
  void writesEveryLength(int hosts) throws Exception {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < hosts; i++) {
      names.add("webhook-" + i + ".migration-gate.svc");
    }

    MadeCertificate made = maker.make(names, NOW, Duration.ofDays(1));

    assertThat(made.serving().hosts()).isEqualTo(names);
    validate(made);
  }

  /** Keys and signatures of all the lengths that chance makes. */
  @Test
  void makesASoundOneEveryTime() {
    for (int i = 0; i < 200; i++) {
      MadeCertificate made = make(NOW, Duration.ofDays(1));
      assertThatCode(() -> validate(made)).doesNotThrowAnyException();
    }
  }

  @Test
  void outlivesBeingWrittenDown() throws Exception {
    ServingCertificate made = make(NOW, Duration.ofDays(1)).serving();

    ServingCertificate read = ServingCertificate.parse(made.certificatesInPem(), made.keyInPem());

    assertThat(read.chain()).isEqualTo(made.chain());
    assertThat(read.key()).isEqualTo(made.key());
  }

  @Test
  void doesNotPrintItsKey() {
    ServingCertificate made = make(NOW, Duration.ofDays(1)).serving();

    assertThat(made.toString()).doesNotContain("Key").doesNotContain("key");
  }

  private MadeCertificate make(Instant now, Duration lifetime) {
    return maker.make(new TreeSet<>(Set.of("webhook.gate.svc")), now, lifetime);
  }

  private static void validate(MadeCertificate made) throws Exception {
    CertPath path =
        CertificateFactory.getInstance("X.509").generateCertPath(made.serving().chain());
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(made.authority(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(made.madeAt()));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
    made.authority().verify(made.authority().getPublicKey());
    assertThat(List.of(made.authority().getSubjectX500Principal()))
        .containsExactly(made.serving().chain().getFirst().getIssuerX500Principal());
  }
}
