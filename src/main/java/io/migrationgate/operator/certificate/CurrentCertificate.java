package io.migrationgate.operator.certificate;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The certificate that is served at the moment. */
@Singleton
public final class CurrentCertificate {

  private static final Logger LOG = Logger.getLogger(CurrentCertificate.class);

  /** The latest first; the one before it for handshakes that have begun with it. */
  private volatile List<ServingCertificate> latest = List.of();

  CurrentCertificate() {}

  /** From now on this one is served. */
  synchronized void serve(ServingCertificate certificate) {
    if (!latest.isEmpty() && latest.getFirst().chain().equals(certificate.chain())) {
      return;
    }
    latest = latest.isEmpty() ? List.of(certificate) : List.of(certificate, latest.getFirst());
    LOG.infof(
        "serving a certificate for %s that is good until %s",
        String.join(", ", certificate.hosts()), certificate.end());
  }

  Optional<ServingCertificate> get() {
    List<ServingCertificate> known = latest;
    return known.isEmpty() ? Optional.empty() : Optional.of(known.getFirst());
  }

  /** The one of this name, so that a handshake ends with what it began with. */
  Optional<ServingCertificate> named(String name) {
    for (ServingCertificate certificate : latest) {
      if (certificate.name().equals(name)) {
        return Optional.of(certificate);
      }
    }
    return Optional.empty();
  }

  /** When the certificate ends; nothing where there is none yet. */
  public Optional<Instant> end() {
    return get().map(ServingCertificate::end);
  }
}
