package io.migrationgate.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenSSL says to our certificates, and what we say to its keys. */
class CertificateOpensslIT {

  @TempDir Path folder;

  @BeforeAll
  static void hasOpenssl() throws Exception {
    boolean there;
    try {
      there = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException absent) {
      there = false;
    }
    assumeTrue(there, "skipped: there is no openssl");
  }

  @Test
  void takesOursStrictly() throws Exception {
    MadeCertificate made =
        new CertificateMaker()
            .make(
                new TreeSet<>(Set.of("webhook.gate.svc", "10.200.0.1")),
                Instant.now(),
                Duration.ofDays(90));
    Path authority = write("ca.crt", ServingCertificate.inPem(made.authority()));
    Path server = write("tls.crt", made.serving().certificatesInPem());
    Path key = write("tls.key", made.serving().keyInPem());

    for (List<String> host :
        List.of(
            List.of("-verify_hostname", "webhook.gate.svc"), List.of("-verify_ip", "10.200.0.1"))) {
      List<String> words =
          new ArrayList<>(List.of("verify", "-x509_strict", "-purpose", "sslserver", "-CAfile"));
      words.add(authority.toString());
      words.addAll(host);
      words.add(server.toString());
      assertThat(openssl(words.toArray(String[]::new))).endsWith(": OK\n");
    }
    assertThat(openssl("asn1parse", "-in", server.toString())).doesNotContain("Error");
    assertThat(openssl("pkey", "-in", key.toString(), "-pubout"))
        .isEqualTo(openssl("x509", "-in", server.toString(), "-noout", "-pubkey"));
  }

  /** Such as cert-manager writes, unless it is told otherwise. */
  @ParameterizedTest
  @CsvSource({
    "RSA, rsa:2048, -traditional",
    "RSA, rsa:2048, ''",
    "EC, ec, -traditional",
    "EC, ec, ''",
    "EdDSA, ed25519, ''",
  })
  void givesKeysThatAreReadInEveryForm(String algorithm, String kind, String form)
      throws Exception {
    Path key = folder.resolve("made.key");
    Path certificate = folder.resolve("made.crt");
    List<String> request =
        new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=webhook"));
    request.addAll(List.of("-addext", "subjectAltName=DNS:webhook.gate.svc", "-newkey", kind));
    if (kind.equals("ec")) {
      request.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-384"));
    }
    request.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
    openssl(request.toArray(String[]::new));
    Path written = folder.resolve("tls.key");
    List<String> rewrite =
        new ArrayList<>(List.of("pkey", "-in", key.toString(), "-out", written.toString()));
    if (!form.isEmpty()) {
      rewrite.add(form);
    }
    openssl(rewrite.toArray(String[]::new));

    ServingCertificate read =
        ServingCertificate.parse(Files.readString(certificate), Files.readString(written));

    assertThat(read.key().getAlgorithm()).isEqualTo(algorithm);
    assertThat(read.hosts()).containsExactly("webhook.gate.svc");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String openssl(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }
}
