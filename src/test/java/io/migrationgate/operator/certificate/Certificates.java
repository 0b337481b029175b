package io.migrationgate.operator.certificate;

/** What is served, as other packages' tests need it. */
public final class Certificates {

  private Certificates() {}

  public static CurrentCertificate none() {
    return new CurrentCertificate();
  }
}
