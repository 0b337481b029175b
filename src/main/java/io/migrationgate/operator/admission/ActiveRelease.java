package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.core.injection.GateNames;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A release of a gate that lets a new pod start at once. */
record ActiveRelease(String reason, Instant until) {

  /** Of several, the one that lasts longest. */
  static Optional<ActiveRelease> of(
      MigrationGateSpec spec, Map<String, @Nullable Object> pod, Instant now) {
    Optional<ActiveRelease> longest = Optional.empty();
    if (spec.releases().isEmpty()) {
      return longest;
    }
    Set<String> images = images(pod);
    for (ReleaseSpec release : spec.releases()) {
      Optional<Instant> until = until(release);
      if (until.isPresent()
          && now.isBefore(until.get())
          && (release.image() == null || images.contains(release.image()))
          && (longest.isEmpty() || until.get().isAfter(longest.get().until()))) {
        longest = Optional.of(new ActiveRelease(release.reason(), until.get()));
      }
    }
    return longest;
  }

  private static Optional<Instant> until(ReleaseSpec release) {
    try {
      return Optional.of(OffsetDateTime.parse(release.until()).toInstant());
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
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
