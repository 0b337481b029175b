package io.migrationgate.operator.certificate;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Secret holds: the certificate that is served, perhaps the one that comes after it, and
 * perhaps the authority of the one that went before.
 */
record KeptCertificates(
    MadeCertificate current, Optional<MadeCertificate> next, Optional<X509Certificate> before) {

  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String AUTHORITY = "ca.crt";
  private static final String NEXT = "next-";
  private static final String BEFORE = "before-";

  /**
   * Reads a Secret's data, in Base64.
   *
   * @throws BrokenCertificateException if it is not one of ours, or damaged
   */
  static KeptCertificates read(Map<String, String> data) throws BrokenCertificateException {
    Optional<MadeCertificate> next =
        data.containsKey(NEXT + CERTIFICATE) ? Optional.of(made(data, NEXT)) : Optional.empty();
    Optional<X509Certificate> before =
        data.containsKey(BEFORE + AUTHORITY)
            ? Optional.of(authority(data, BEFORE))
            : Optional.empty();
    return new KeptCertificates(made(data, ""), next, before);
  }

  private static MadeCertificate made(Map<String, String> data, String prefix)
      throws BrokenCertificateException {
    return new MadeCertificate(
        authority(data, prefix),
        ServingCertificate.parse(text(data, prefix + CERTIFICATE), text(data, prefix + KEY)));
  }

  private static X509Certificate authority(Map<String, String> data, String prefix)
      throws BrokenCertificateException {
    List<X509Certificate> found = ServingCertificate.certificates(text(data, prefix + AUTHORITY));
    if (found.isEmpty()) {
      throw new BrokenCertificateException(prefix + AUTHORITY + " holds no certificate");
    }
    return found.getFirst();
  }

  private static String text(Map<String, String> data, String key)
      throws BrokenCertificateException {
    String value = data.get(key);
    if (value == null) {
      throw new BrokenCertificateException("there is no " + key);
    }
    try {
      return new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException garbled) {
      throw new BrokenCertificateException(key + " is not Base64");
    }
  }

  Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    put(data, "", current);
    next.ifPresent(made -> put(data, NEXT, made));
    before.ifPresent(
        authority -> put(data, BEFORE + AUTHORITY, ServingCertificate.inPem(authority)));
    return data;
  }

  private static void put(Map<String, String> data, String prefix, MadeCertificate made) {
    put(data, prefix + CERTIFICATE, made.serving().certificatesInPem());
    put(data, prefix + KEY, made.serving().keyInPem());
    put(data, prefix + AUTHORITY, ServingCertificate.inPem(made.authority()));
  }

  private static void put(Map<String, String> data, String key, String text) {
    data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Every authority of which some replica may serve a certificate, now or soon. */
  String trusted(Instant now) {
    List<X509Certificate> authorities = new ArrayList<>();
    authorities.add(current.authority());
    next.ifPresent(made -> authorities.add(made.authority()));
    before.ifPresent(authorities::add);
    // In an order that does not change as they move up.
    authorities.sort(
        Comparator.comparing(X509Certificate::getNotBefore)
            .thenComparing(X509Certificate::getSerialNumber));
    StringBuilder pem = new StringBuilder();
    for (X509Certificate authority : authorities) {
      if (authority.equals(current.authority())
          || now.isBefore(authority.getNotAfter().toInstant())) {
        pem.append(ServingCertificate.inPem(authority));
      }
    }
    return pem.toString();
  }
}
