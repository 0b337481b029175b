package io.migrationgate.operator.certificate;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/**
 * Makes a serving certificate, and an authority for it alone whose key is forgotten at once:
 * whoever reads the Secret can pretend to be the webhook, and to be nothing else.
 *
 * <p>The JDK reads certificates and writes none outside of {@code sun.security}, which a native
 * program cannot count on; a library that does would be larger than the whole operator. One kind of
 * certificate, on P-256 and with five extensions, is a page of DER, and OpenSSL and the JDK's own
 * parser are asked about it in tests.
 */
final class CertificateMaker {

  /** Clocks that go wrong by this much do no harm. */
  static final Duration BACKDATED = Duration.ofMinutes(10);

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";

  private static final int SERIAL_BYTES = 16;
  private static final int POINT_BYTES = 65;
  private static final int KEY_ID_BYTES = 20;

  /**
   * A certificate with its authority.
   *
   * @param hosts names and addresses that it is for
   */
  MadeCertificate make(SortedSet<String> hosts, Instant now, Duration lifetime) {
    try {
      SecureRandom random = new SecureRandom();
      KeyPair authority = keyPair(random);
      KeyPair server = keyPair(random);
      BigInteger number = serial(random);
      byte[] issuer = name("migration-gate authority " + number.toString(16).substring(0, 8));
      // Whole seconds are all that there is in a certificate.
      Instant start = now.minus(BACKDATED).truncatedTo(ChronoUnit.SECONDS);
      Instant end = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
      byte[] validity = Der.sequence(Der.time(start), Der.time(end));
      byte[] authorityCertificate =
          signed(
              number,
              issuer,
              validity,
              issuer,
              authority,
              ofAuthority(authority),
              authority.getPrivate());
      byte[] serverCertificate =
          signed(
              serial(random),
              issuer,
              validity,
              name("migration-gate webhook"),
              server,
              ofServer(hosts, authority),
              authority.getPrivate());
      return new MadeCertificate(
          ServingCertificate.certificate(authorityCertificate),
          new ServingCertificate(
              List.of(ServingCertificate.certificate(serverCertificate)), server.getPrivate()));
    } catch (GeneralSecurityException | BrokenCertificateException impossible) {
      throw new IllegalStateException("no certificate can be made here", impossible);
    }
  }

  private static KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  /** Positive, and of the same length always. */
  private static BigInteger serial(SecureRandom random) {
    byte[] bytes = new byte[SERIAL_BYTES];
    random.nextBytes(bytes);
    bytes[0] = (byte) (bytes[0] & 0x3F | 0x40);
    return new BigInteger(bytes);
  }

  private static byte[] signed(
      BigInteger serial,
      byte[] issuer,
      byte[] validity,
      byte[] subject,
      KeyPair keys,
      byte[] extensions,
      PrivateKey signer)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
    byte[] body =
        Der.sequence(
            Der.tagged(0, Der.integer(2)),
            Der.integer(serial),
            algorithm,
            issuer,
            validity,
            subject,
            keys.getPublic().getEncoded(),
            Der.tagged(3, extensions));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(body);
    return Der.sequence(body, algorithm, Der.bits(0, signature.sign()));
  }

  private static byte[] name(String common) {
    return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(common))));
  }

  private static byte[] ofAuthority(KeyPair keys) throws GeneralSecurityException {
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence(Der.truth(), Der.integer(0))),
        // keyCertSign is the sixth bit.
        critical(KEY_USAGE, Der.bits(2, (byte) 0x04)),
        extension(SUBJECT_KEY, Der.octets(keyId(keys))));
  }

  private static byte[] ofServer(SortedSet<String> hosts, KeyPair authority)
      throws GeneralSecurityException {
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence()),
        // digitalSignature is the first.
        critical(KEY_USAGE, Der.bits(7, (byte) 0x80)),
        extension(EXTENDED_KEY_USAGE, Der.sequence(Der.identifier(SERVER))),
        extension(AUTHORITY_KEY, Der.sequence(Der.numbered(0, keyId(authority)))),
        extension(
            ALTERNATIVE_NAMES,
            Der.sequence(hosts.stream().map(CertificateMaker::host).toArray(byte[][]::new))));
  }

  private static byte[] critical(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.truth(), Der.octets(value));
  }

  private static byte[] extension(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.octets(value));
  }

  private static byte[] host(String host) {
    return HostAddress.isOne(host)
        ? Der.numbered(7, address(host))
        : Der.numbered(2, host.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] address(String host) {
    try {
      return InetAddress.getByName(host).getAddress();
    } catch (UnknownHostException none) {
      throw new IllegalArgumentException(host + " is no address", none);
    }
  }

  /** As RFC 7093 makes it: of the key's point, without the old digest. */
  private static byte[] keyId(KeyPair keys) throws GeneralSecurityException {
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - POINT_BYTES, encoded.length);
    return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(point), KEY_ID_BYTES);
  }
}
