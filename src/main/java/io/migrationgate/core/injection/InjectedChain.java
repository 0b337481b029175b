package io.migrationgate.core.injection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A chain that lies in an image of the pod.
 *
 * @param container the container whose image holds it; else the pod says
 * @param path where it lies there: a configuration file or a folder
 * @param options what else the gate is told about it, under the gate's own names
 */
public record InjectedChain(
    Optional<String> name, Optional<String> container, String path, Map<String, String> options) {

  public InjectedChain {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path of a chain in an image starts with /");
    }
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
