package io.migrationgate.operator.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Serves what something else, such as cert-manager, puts into a folder. */
final class CertificateFiles {

  private static final Logger LOG = Logger.getLogger(CertificateFiles.class);

  private final Path certificate;
  private final Path key;
  private final Clock clock;
  private final CurrentCertificate current;
  private String said = "";
  private String read = "";

  CertificateFiles(Path folder, Clock clock, CurrentCertificate current) {
    this.certificate = folder.resolve("tls.crt");
    this.key = folder.resolve("tls.key");
    this.clock = clock;
    this.current = current;
  }

  /** Looks whether there is another one; what cannot be used leaves the one that is served. */
  void look() {
    try {
      String chain = Files.readString(certificate, StandardCharsets.US_ASCII);
      if (chain.equals(read)) {
        return;
      }
      ServingCertificate found =
          ServingCertificate.parse(chain, Files.readString(key, StandardCharsets.US_ASCII));
      if (!found.isValid(clock.instant())) {
        throw new BrokenCertificateException(
            "it is good from "
                + found.chain().getFirst().getNotBefore().toInstant()
                + " to "
                + found.end()
                + ", and now is neither");
      }
      current.serve(found);
      read = chain;
      said = "";
    } catch (BrokenCertificateException broken) {
      say(broken.getMessage());
    } catch (IOException unreadable) {
      say("it cannot be read: " + unreadable);
    }
  }

  /** Once, and not at every look. */
  private void say(@Nullable String why) {
    String sentence = certificate + ": " + why;
    if (!sentence.equals(said)) {
      said = sentence;
      Optional<Instant> end = current.end();
      LOG.error(
          sentence
              + (end.isPresent()
                  ? "; the certificate before it is served on, until " + end.get()
                  : "; there is no certificate to serve"));
    }
  }
}
