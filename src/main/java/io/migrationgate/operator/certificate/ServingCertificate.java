package io.migrationgate.operator.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A certificate with those that lead to its authority, and its private key.
 *
 * @param chain the certificate itself first
 */
record ServingCertificate(List<X509Certificate> chain, PrivateKey key) {

  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;

  ServingCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both in PEM; the key as PKCS#8, or in the older forms of OpenSSL.
   *
   * @throws BrokenCertificateException if they cannot be read or do not belong together
   */
  static ServingCertificate parse(String certificates, String key)
      throws BrokenCertificateException {
    List<X509Certificate> chain = certificates(certificates);
    if (chain.isEmpty()) {
      throw new BrokenCertificateException("there is no certificate");
    }
    ServingCertificate parsed = new ServingCertificate(chain, key(key, chain.getFirst()));
    parsed.proveKey();
    return parsed;
  }

  static List<X509Certificate> certificates(String pem) throws BrokenCertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem.Block block : Pem.read(pem)) {
      if (block.type().equals(Pem.CERTIFICATE)) {
        certificates.add(certificate(block.bytes()));
      }
    }
    return certificates;
  }

  static X509Certificate certificate(byte[] der) throws BrokenCertificateException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException broken) {
      throw new BrokenCertificateException("the certificate cannot be read");
    }
  }

  private static PrivateKey key(String pem, X509Certificate certificate)
      throws BrokenCertificateException {
    for (Pem.Block block : Pem.read(pem)) {
      byte[] pkcs8 =
          switch (block.type()) {
            case Pem.PRIVATE_KEY -> block.bytes();
            // Both say less than PKCS#8 does: which algorithm it is, the certificate knows too.
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                Der.sequence(
                    Der.integer(0),
                    Der.firstWithin(certificate.getPublicKey().getEncoded()),
                    Der.octets(block.bytes()));
            default -> new byte[0];
          };
      if (pkcs8.length > 0) {
        return key(pkcs8, certificate.getPublicKey().getAlgorithm());
      }
    }
    throw new BrokenCertificateException("there is no private key that is not encrypted");
  }

  private static PrivateKey key(byte[] pkcs8, String algorithm) throws BrokenCertificateException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException broken) {
      throw new BrokenCertificateException(
          "the private key cannot be read as one of " + algorithm + ", as the certificate's is");
    }
  }

  private void proveKey() throws BrokenCertificateException {
    byte[] anything = {1, 2, 3};
    try {
      Signature signature = signature();
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      Signature proof = signature();
      proof.initVerify(chain.getFirst().getPublicKey());
      proof.update(anything);
      if (proof.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException unfit) {
      // The same as a proof that fails.
    }
    throw new BrokenCertificateException("the private key is not that of the certificate");
  }

  private Signature signature() throws GeneralSecurityException {
    return Signature.getInstance(
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        });
  }

  Instant end() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  boolean isValid(Instant now) {
    return now.isBefore(end()) && !now.isBefore(chain.getFirst().getNotBefore().toInstant());
  }

  /** What tells it from every other certificate, as long as this process remembers any. */
  String name() {
    X509Certificate certificate = chain.getFirst();
    return certificate.getIssuerX500Principal().getName()
        + " "
        + certificate.getSerialNumber().toString(16);
  }

  /** The host names and addresses that it is for. */
  Set<String> hosts() {
    Set<String> hosts = new HashSet<>();
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (name.get(0) instanceof Integer kind
              && (kind == DNS_NAME || kind == ADDRESS)
              && name.get(1) instanceof String host) {
            hosts.add(host);
          }
        }
      }
    } catch (CertificateException unreadable) {
      return Set.of();
    }
    return hosts;
  }

  String certificatesInPem() {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : chain) {
      pem.append(inPem(certificate));
    }
    return pem.toString();
  }

  static String inPem(X509Certificate certificate) {
    try {
      return Pem.write(Pem.CERTIFICATE, certificate.getEncoded());
    } catch (CertificateException unencodable) {
      throw new IllegalStateException("a certificate lost its bytes", unencodable);
    }
  }

  String keyInPem() {
    return Pem.write(Pem.PRIVATE_KEY, key.getEncoded());
  }

  /** Without the key. */
  @Override
  public String toString() {
    return name();
  }
}
