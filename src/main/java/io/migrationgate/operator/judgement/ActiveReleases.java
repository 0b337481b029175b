package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.operator.observation.GatePod;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The releases that have not ended, with their ends in UTC; the one that lasts longest first. */
public record ActiveReleases(List<ReleaseSpec> entries) {

  public ActiveReleases {
    entries = List.copyOf(entries);
  }

  /** Of a gate, at a time. */
  public static ActiveReleases of(MigrationGateSpec spec, Instant now) {
    return new ActiveReleases(
        spec.releases().stream()
            .filter(release -> end(release).isAfter(now))
            .sorted(Comparator.comparing(ActiveReleases::end).reversed())
            .map(ActiveReleases::inUtc)
            .toList());
  }

  /** The one that lets this pod go, if one does. */
  public Optional<ReleaseSpec> of(GatePod pod) {
    return ofImages(pod.images().values());
  }

  /** The one that lets a pod of these images go, if one does. */
  public Optional<ReleaseSpec> ofImages(Collection<String> images) {
    return entries.stream()
        .filter(entry -> entry.image() == null || images.contains(entry.image()))
        .findFirst();
  }

  /** When the last of them ends. */
  Optional<Instant> lastEnd() {
    return entries.stream().findFirst().map(ActiveReleases::end);
  }

  /** When the picture changes next. */
  Optional<Instant> nextEnd() {
    return entries.stream().map(ActiveReleases::end).min(Comparator.naturalOrder());
  }

  private static ReleaseSpec inUtc(ReleaseSpec release) {
    return new ReleaseSpec(release.reason(), end(release).toString(), release.image());
  }

  /**
   * The schema lets only times through; an object that is older than the schema is never active.
   */
  private static Instant end(ReleaseSpec release) {
    try {
      return OffsetDateTime.parse(release.until()).toInstant();
    } catch (DateTimeParseException malformed) {
      return Instant.MIN;
    }
  }
}
