package io.migrationgate.adapter.forge;

import java.util.Locale;
import java.util.Optional;

/** The forges that can be asked. */
public enum ForgeKind {
  GITHUB,
  FORGEJO,
  GITLAB;

  /** By the name that a person, or Woodpecker, gives it. */
  public static Optional<ForgeKind> named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "github" -> Optional.of(GITHUB);
      case "forgejo", "gitea" -> Optional.of(FORGEJO);
      case "gitlab" -> Optional.of(GITLAB);
      default -> Optional.empty();
    };
  }

  /**
   * By the host of a remote. Only where it is beyond doubt: the wrong forge would be sent a token
   * that is not meant for it.
   */
  static Optional<ForgeKind> at(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("github.com")) {
      return Optional.of(GITHUB);
    }
    if (name.equals("codeberg.org") || name.startsWith("forgejo.") || name.startsWith("gitea.")) {
      return Optional.of(FORGEJO);
    }
    return name.equals("gitlab.com") || name.startsWith("gitlab.")
        ? Optional.of(GITLAB)
        : Optional.empty();
  }

  /** The address of the interface at a host of this kind. */
  String apiAt(String server) {
    return switch (this) {
      case GITHUB ->
          server.equals("https://github.com") ? "https://api.github.com" : server + "/api/v3";
      case FORGEJO -> server + "/api/v1";
      case GITLAB -> server + "/api/v4";
    };
  }
}
