package io.migrationgate.core.injection;

import io.migrationgate.core.lineage.StartedChain;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain that lies in an image of the pod.
 *
 * @param container the container whose image holds it; else the pod says
 * @param path where it lies there: a configuration file or a folder
 * @param options what else the gate is told about it, under the gate's own names
 * @param started what it was like in images that have started, the youngest first; where it is
 *     several chains, of each of them
 */
public record InjectedChain(
    Optional<String> name,
    Optional<String> container,
    String path,
    Map<String, String> options,
    List<StartedChain> started) {

  /** A chain that is compared with nothing. */
  public InjectedChain(
      Optional<String> name, Optional<String> container, String path, Map<String, String> options) {
    this(name, container, path, options, List.of());
  }

  public InjectedChain {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path of a chain in an image starts with /");
    }
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    started = List.copyOf(started);
  }
}
