package io.migrationgate.adapter.forge;

import java.time.Duration;
import java.util.Optional;

/**
 * What a person says of the forge; the rest is taken from the environment, or from the remote.
 *
 * @param api the address of the interface: {@code https://git.example.org/api/v1}
 * @param repository {@code owner/name}
 * @param timeout how long to wait for one answer
 */
public record ForgeOptions(
    Optional<ForgeKind> kind,
    Optional<String> api,
    Optional<String> repository,
    Optional<Duration> timeout) {

  public static final ForgeOptions NONE =
      new ForgeOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
