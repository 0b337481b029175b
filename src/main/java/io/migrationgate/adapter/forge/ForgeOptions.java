package io.migrationgate.adapter.forge;

import java.util.Optional;

/**
 * What a person says of the forge; the rest is taken from the environment, or from the remote.
 *
 * @param api the address of the interface: {@code https://git.example.org/api/v1}
 * @param repository {@code owner/name}
 */
public record ForgeOptions(
    Optional<ForgeKind> kind, Optional<String> api, Optional<String> repository) {

  public static final ForgeOptions NONE =
      new ForgeOptions(Optional.empty(), Optional.empty(), Optional.empty());
}
