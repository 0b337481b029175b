package io.migrationgate.adapter.http;

import io.migrationgate.port.ForgeException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Where the interface of a forge is. */
public final class ApiAddress {
  private final URI base;

  private ApiAddress(URI base) {
    this.base = base;
  }

  /**
   * The address that a variable or an option holds.
   *
   * @throws ForgeException if it is no address, or one to which a token would travel in the clear
   */
  public static ApiAddress of(String text) throws ForgeException {
    URI uri;
    try {
      uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException unreadable) {
      throw refused("the address of the forge cannot be read: write https://HOST/PATH");
    }
    if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("the address of the forge cannot be read: write https://HOST/PATH");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused(uri.getHost() + ": no name or password belongs into the address of the forge");
    }
    if (!isSafe(uri)) {
      throw refused(
          uri.getHost() + ": only https is used with a forge, or http on this machine itself");
    }
    return new ApiAddress(uri);
  }

  private static ForgeException refused(String message) {
    return new ForgeException(new ForgeException.NotConfigured(), message);
  }

  /** Whether what is sent there cannot be read on the way. */
  static boolean isSafe(URI target) {
    String host = target.getHost();
    if (host == null) {
      return false;
    }
    return "https".equalsIgnoreCase(target.getScheme())
        || ("http".equalsIgnoreCase(target.getScheme()) && isThisMachine(host));
  }

  private static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  String host() {
    String host = base.getHost();
    return base.getPort() < 0 ? host : host + ":" + base.getPort();
  }

  URI resolve(String target) {
    return URI.create(base + target);
  }

  boolean isOriginOf(URI target) {
    return Objects.equals(scheme(base), scheme(target))
        && base.getHost().equalsIgnoreCase(target.getHost())
        && port(base) == port(target);
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
  }
}
