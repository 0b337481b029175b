package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.function.Supplier;

/** What would have to be probed. */
sealed interface Blueprint {

  /** The image that it is about, as people know it. */
  String image();

  /**
   * A probe pod that can be made.
   *
   * @param key the same for all that would be asked the same
   * @param pod makes it; nothing where what it is made from has gone meanwhile
   */
  record Made(String key, String image, Supplier<Optional<Pod>> pod) implements Blueprint {}

  /** It cannot be probed. */
  record Unfit(String image, String why) implements Blueprint {}
}
