package io.migrationgate.operator.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** A certificate of our own making, with the one of its authority. */
record MadeCertificate(X509Certificate authority, ServingCertificate serving) {

  Instant madeAt() {
    return authority.getNotBefore().toInstant().plus(CertificateMaker.BACKDATED);
  }
}
