package io.migrationgate.operator.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What becomes of the certificates as time passes. A new one is written down first, so that the API
 * server trusts it before anybody serves it; and the old one is trusted for as long as somebody may
 * still serve it.
 *
 * <p>It follows from what is written down and from the time alone: whichever replica is first does
 * what every other one would have done.
 */
final class Rotation {

  private final CertificateMaker maker = new CertificateMaker();
  private final SortedSet<String> hosts;
  private final Duration lifetime;
  private final Duration overlap;

  Rotation(SortedSet<String> hosts, Duration lifetime) {
    this.hosts = new TreeSet<>(hosts);
    this.lifetime = lifetime;
    Duration part = lifetime.dividedBy(12);
    Duration longest = Duration.ofMinutes(5);
    this.overlap = part.compareTo(longest) < 0 ? part : longest;
  }

  /** For how long an authority is made known before its certificate is served. */
  Duration overlap() {
    return overlap;
  }

  /**
   * The first certificates.
   *
   * @param served the authority of what is being served all the same
   */
  KeptCertificates first(Instant now, Optional<X509Certificate> served) {
    return new KeptCertificates(maker.make(hosts, now, lifetime), Optional.empty(), served);
  }

  /**
   * What has to be written down now; nothing where all is as it should be.
   *
   * @param trusted whether the API server has been told of all that there are
   */
  Optional<KeptCertificates> next(KeptCertificates kept, Instant now, boolean trusted) {
    Optional<MadeCertificate> next =
        kept.next().filter(made -> made.serving().isValid(now) && covers(made));
    if (!kept.current().serving().isValid(now)) {
      // Nobody believes it any more: there is nothing to be careful about.
      return Optional.of(
          next.map(made -> promoted(kept, made))
              .orElseGet(() -> first(now, Optional.of(kept.current().authority()))));
    }
    if (next.isPresent()) {
      boolean known = !now.isBefore(next.get().madeAt().plus(overlap)) && trusted;
      return known ? Optional.of(promoted(kept, next.get())) : Optional.empty();
    }
    if (!covers(kept.current()) || !now.isBefore(renewal(kept.current()))) {
      return Optional.of(
          new KeptCertificates(
              kept.current(), Optional.of(maker.make(hosts, now, lifetime)), Optional.empty()));
    }
    return Optional.empty();
  }

  private static KeptCertificates promoted(KeptCertificates kept, MadeCertificate next) {
    return new KeptCertificates(next, Optional.empty(), Optional.of(kept.current().authority()));
  }

  /** With a third of its time left, whatever goes wrong can be mended in time. */
  private static Instant renewal(MadeCertificate made) {
    Duration time = Duration.between(made.madeAt(), made.serving().end());
    return made.madeAt().plus(time.multipliedBy(2).dividedBy(3));
  }

  private boolean covers(MadeCertificate made) {
    return made.serving().hosts().containsAll(hosts);
  }
}
