package io.migrationgate.operator.certificate;

/** Why a certificate or its key cannot be used, in words that repeat nothing of the key. */
final class BrokenCertificateException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenCertificateException(String message) {
    super(message, null, false, false);
  }
}
