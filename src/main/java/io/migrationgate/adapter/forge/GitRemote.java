package io.migrationgate.adapter.forge;

import java.net.URI;
import java.util.Optional;

/**
 * Which repository a remote's address means. What it holds besides, be it a password, is dropped.
 *
 * @param server as a browser would reach it
 * @param repository {@code owner/name}, with groups in front at GitLab
 */
record GitRemote(String server, String host, String repository) {
  private static final String SUFFIX = ".git";

  /** Empty for what is no address of a server, such as a folder. */
  static Optional<GitRemote> of(String url) {
    int scheme = url.indexOf("://");
    int colon = url.indexOf(':');
    int slash = url.indexOf('/');
    if (scheme < 0) {
      // What ssh and scp write: [user@]host:path. One letter is a drive of Windows.
      if (colon <= 1 || (slash >= 0 && slash < colon)) {
        return Optional.empty();
      }
      String host = url.substring(url.lastIndexOf('@', colon) + 1, colon);
      return of("https://" + host, host, url.substring(colon + 1));
    }
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
    if (uri.getHost() == null || uri.getRawPath() == null) {
      return Optional.empty();
    }
    return switch (uri.getScheme()) {
      // The port is that of ssh, and says nothing of where the interface is.
      case "ssh", "git+ssh", "git" ->
          of("https://" + uri.getHost(), uri.getHost(), uri.getRawPath());
      case "http", "https" -> {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        yield of(uri.getScheme() + "://" + uri.getHost() + port, uri.getHost(), uri.getRawPath());
      }
      default -> Optional.empty();
    };
  }

  private static Optional<GitRemote> of(String server, String host, String path) {
    String name = path;
    while (name.startsWith("/")) {
      name = name.substring(1);
    }
    while (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.endsWith(SUFFIX)) {
      name = name.substring(0, name.length() - SUFFIX.length());
    }
    return name.indexOf('/') > 0
        ? Optional.of(new GitRemote(server, host, name))
        : Optional.empty();
  }
}
