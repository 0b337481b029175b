package io.migrationgate.adapter.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxies that {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} name. */
public final class EnvironmentProxies extends ProxySelector {
  private final Optional<URI> secure;
  private final Optional<URI> plain;
  private final List<String> direct;

  public EnvironmentProxies(Map<String, String> environment) {
    Optional<URI> all = proxy(environment, "ALL_PROXY");
    this.secure = proxy(environment, "HTTPS_PROXY").or(() -> all);
    this.plain = proxy(environment, "HTTP_PROXY").or(() -> all);
    this.direct =
        List.of(either(environment, "NO_PROXY").toLowerCase(Locale.ROOT).split("[,\\s]+", -1));
  }

  @Override
  public List<Proxy> select(URI target) {
    Optional<URI> proxy = "https".equals(target.getScheme()) ? secure : plain;
    if (proxy.isEmpty() || isDirect(target)) {
      return List.of(Proxy.NO_PROXY);
    }
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(proxy.get().getHost(), port(proxy.get()));
    return List.of(new Proxy(Proxy.Type.HTTP, address));
  }

  @Override
  public void connectFailed(URI target, SocketAddress address, IOException failure) {
    // The request fails, and says so.
  }

  /** Answers proxies, and no other server, with the name and password in their addresses. */
  Optional<Authenticator> authenticator() {
    if (secure.or(() -> plain).map(URI::getRawUserInfo).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? credentials() : null;
          }
        });
  }

  private @Nullable PasswordAuthentication credentials() {
    String info = secure.or(() -> plain).map(URI::getRawUserInfo).orElse("");
    int colon = info.indexOf(':');
    if (colon < 0) {
      return null;
    }
    return new PasswordAuthentication(
        decoded(info.substring(0, colon)), decoded(info.substring(colon + 1)).toCharArray());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private boolean isDirect(URI target) {
    String host = target.getHost().toLowerCase(Locale.ROOT);
    for (String entry : direct) {
      String name = entry.startsWith("*.") ? entry.substring(1) : entry;
      int colon = name.lastIndexOf(':');
      if (colon > 0 && name.indexOf(':') == colon) {
        name = name.substring(0, colon);
      }
      String bare = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*")
          || (!bare.isEmpty() && (host.equals(bare) || host.endsWith("." + bare)))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<URI> proxy(Map<String, String> environment, String name) {
    String text = either(environment, name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Both spellings are in use; curl, for one, reads the small one first. */
  private static String either(Map<String, String> environment, String name) {
    String small = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return small.isEmpty() ? environment.getOrDefault(name, "") : small;
  }

  private static int port(URI proxy) {
    if (proxy.getPort() >= 0) {
      return proxy.getPort();
    }
    return "https".equals(proxy.getScheme()) ? 443 : 80;
  }
}
