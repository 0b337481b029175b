package io.migrationgate.operator.certificate;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Where the port for HTTPS has its certificate from: see {@code application.properties}. */
@Singleton
@Identifier("webhook")
final class WebhookKeyStore implements KeyStoreProvider {

  private final CurrentCertificate current;

  WebhookKeyStore(CurrentCertificate current) {
    this.current = current;
  }

  @Override
  public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
    return new KeyStoreAndKeyCertOptions(
        empty(), KeyCertOptions.wrap(new CertificateOfTheMoment(current)));
  }

  /** Quarkus wants one beside what it serves from. */
  private static KeyStore empty() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("no key store can be made", impossible);
    }
  }
}
