package io.migrationgate.core.injection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A database that the gate asks what it has run.
 *
 * @param chain whose database it is; may be left out where there is one chain
 * @param options how the gate is to ask, under the gate's own names
 */
public record InjectedDatabase(
    Optional<String> chain, Address address, Map<String, String> options) {

  public InjectedDatabase {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Where the address of the database stands in the app's container. */
  public sealed interface Address {

    /** In an environment variable. */
    record Variable(String name) implements Address {}

    /** In a file, such as a mounted Secret. */
    record MountedFile(String path) implements Address {}
  }
}
