package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.operator.judgement.ActiveReleases;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The release of a gate that lets a new pod start at once, if there is one. */
final class ActiveRelease {

  private ActiveRelease() {}

  static Optional<ReleaseSpec> of(
      MigrationGateSpec spec, Map<String, @Nullable Object> pod, Instant now) {
    return spec.releases().isEmpty()
        ? Optional.empty()
        : ActiveReleases.of(spec, now).ofImages(images(pod));
  }

  /** Of the app's own containers, those that initialise it too. */
  private static Set<String> images(Map<String, @Nullable Object> pod) {
    Set<String> images = new HashSet<>();
    if (pod.get("spec") instanceof Map<?, ?> spec) {
      for (String key : List.of("containers", "initContainers")) {
        if (spec.get(key) instanceof List<?> containers) {
          for (Object container : containers) {
            if (container instanceof Map<?, ?> map
                && map.get("image") instanceof String image
                && !(map.get("name") instanceof String name && GateNames.isContainer(name))) {
              images.add(image);
            }
          }
        }
      }
    }
    return images;
  }
}
