package io.migrationgate.adapter.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} name. */
public final class EnvironmentProxies extends ProxySelector {

  /** The JDK reads it once, when the first client is made. */
  private static final String NO_BASIC_FOR_TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private final Optional<URI> secure;
  private final Optional<URI> plain;
  private final List<String> direct;

  public EnvironmentProxies(Map<String, String> environment) {
    Optional<URI> all = proxy(environment, "ALL_PROXY");
    this.secure = proxy(environment, "HTTPS_PROXY").or(() -> all);
    this.plain = proxy(environment, "HTTP_PROXY").or(() -> all);
    this.direct =
        List.of(either(environment, "NO_PROXY").toLowerCase(Locale.ROOT).split("[,\\s]+", -1));
    if (secure.map(URI::getRawUserInfo).isPresent()
        && System.getProperty(NO_BASIC_FOR_TUNNELS) == null) {
      // By default the JDK keeps a proxy's password to itself, and so gets nowhere.
      System.setProperty(NO_BASIC_FOR_TUNNELS, "");
    }
  }

  @Override
  public List<Proxy> select(URI target) {
    Optional<URI> proxy = proxy(target);
    if (proxy.isEmpty()) {
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

  /**
   * What the proxy for this target wants to hear, from the name and password in its address.
   *
   * <p>An authenticator of the JDK would be asked for every server's, and fail where it has none.
   */
  Optional<String> authorization(URI target) {
    Optional<String> account =
        proxy(target).map(URI::getRawUserInfo).map(EnvironmentProxies::decoded);
    return account.map(
        text ->
            "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<URI> proxy(URI target) {
    return isDirect(target)
        ? Optional.empty()
        : "https".equals(target.getScheme()) ? secure : plain;
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
