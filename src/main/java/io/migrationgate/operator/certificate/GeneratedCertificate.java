package io.migrationgate.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the certificate that the operator makes itself: in the Secret, in the cluster, served. */
final class GeneratedCertificate {

  private static final Logger LOG = Logger.getLogger(GeneratedCertificate.class);

  private final CertificateSecret secret;
  private final TrustInCluster trust;
  private final Rotation rotation;
  private final CurrentCertificate current;
  private final Clock clock;
  private @Nullable X509Certificate servedAuthority;

  GeneratedCertificate(
      CertificateSecret secret,
      TrustInCluster trust,
      Rotation rotation,
      CurrentCertificate current,
      Clock clock) {
    this.secret = secret;
    this.trust = trust;
    this.rotation = rotation;
    this.current = current;
    this.clock = clock;
  }

  /** Looks what there is, and does what is due. */
  void look() {
    Optional<Secret> read = secret.read();
    if (CertificateSecret.isForeign(read)) {
      LOG.errorf(
          "%s holds something that is not the webhook's certificate: empty it, or name another one"
              + " with migration-gate.webhook.certificate.secret",
          secret);
      return;
    }
    Instant now = clock.instant();
    Optional<KeptCertificates> kept = kept(read);
    Optional<KeptCertificates> due =
        kept.isEmpty()
            ? Optional.of(rotation.first(now, servedAuthority()))
            : rotation.next(kept.get(), now, isSettled(kept.get(), now));
    if (due.isPresent() && !secret.write(read, due.get())) {
      // Another replica has written, and the watch says so in a moment.
      return;
    }
    KeptCertificates valid = due.or(() -> kept).orElseThrow();
    publishAndServe(valid, now);
  }

  private Optional<KeptCertificates> kept(Optional<Secret> read) {
    if (CertificateSecret.data(read).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeptCertificates.read(CertificateSecret.data(read)));
    } catch (BrokenCertificateException broken) {
      LOG.errorf(
          "%s is damaged: %s; a new certificate takes its place", secret, broken.getMessage());
      return Optional.empty();
    }
  }

  private void publishAndServe(KeptCertificates kept, Instant now) {
    try {
      trust.publish(kept.trusted(now), now);
    } finally {
      // A certificate that nobody trusts yet waits, unless there is none that anybody does.
      boolean served = current.get().filter(serving -> serving.isValid(now)).isPresent();
      if (!served || isSettled(kept, now) || servesFamily(kept)) {
        current.serve(kept.current().serving());
        servedAuthority = kept.current().authority();
      }
    }
  }

  private boolean servesFamily(KeptCertificates kept) {
    return kept.current().authority().equals(servedAuthority);
  }

  private boolean isSettled(KeptCertificates kept, Instant now) {
    return trust.isSettled(kept.trusted(now), now, rotation.overlap());
  }

  private Optional<X509Certificate> servedAuthority() {
    return Optional.ofNullable(servedAuthority);
  }
}
