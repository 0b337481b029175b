package io.migrationgate.adapter.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Sockets in the file system for MariaDB's driver, which has its own only with JNA. It makes this
 * by name and hands over its settings afterwards.
 */
public final class MariaDbSocketFactory extends ConfigurableSocketFactory {

  static final String PATH = "migrationGateSocket";

  private Path path = Path.of("");

  /** For the driver. */
  public MariaDbSocketFactory() {}

  @Override
  public void setConfiguration(Configuration settings, String host) {
    path = Path.of(settings.nonMappedOptions().getProperty(PATH, ""));
  }

  @Override
  public Socket createSocket() {
    return new UnixSocket(path);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return new UnixSocket(path).connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return new UnixSocket(path).connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
