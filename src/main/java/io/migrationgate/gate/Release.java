package io.migrationgate.gate;

import io.migrationgate.core.injection.GateNames;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod's annotations say about letting it go.
 *
 * <p>Somebody, or the operator, sets {@code migrationgate.io/release} to a reason, and {@code
 * migrationgate.io/release-until} to a time if it is to end.
 */
public sealed interface Release {

  /** The annotation with the reason. */
  String ANNOTATION = GateNames.RELEASE;

  /** The annotation with the end. */
  String UNTIL_ANNOTATION = GateNames.RELEASE_UNTIL;

  /** Nobody has released the pod. */
  record None() implements Release {}

  /** The pod may go. */
  record Granted(String reason) implements Release {}

  /** There is a release, and it does not count. */
  record Ineffective(String why) implements Release {}

  static Release of(Map<String, String> annotations, Instant now) {
    if (!annotations.containsKey(ANNOTATION)) {
      return new None();
    }
    String reason = annotations.getOrDefault(ANNOTATION, "").strip();
    if (reason.isEmpty()) {
      return new Ineffective(
          "the annotation " + ANNOTATION + " is empty: write into it why the pod may go");
    }
    Optional<String> until = Optional.ofNullable(annotations.get(UNTIL_ANNOTATION));
    return until.isEmpty() ? new Granted(reason) : until(until.get().strip(), reason, now);
  }

  private static Release until(String until, String reason, Instant now) {
    try {
      return now.isBefore(Instant.parse(until))
          ? new Granted(reason)
          : new Ineffective("the release \"" + reason + "\" ended at " + until);
    } catch (DateTimeParseException malformed) {
      return new Ineffective(
          "the annotation "
              + UNTIL_ANNOTATION
              + " is no time: write it as 2027-01-31T18:00:00Z, or leave it out");
    }
  }
}
