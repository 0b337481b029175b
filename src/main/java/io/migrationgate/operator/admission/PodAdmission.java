package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.core.injection.Injected;
import io.migrationgate.core.injection.Injection;
import io.migrationgate.core.injection.InjectionException;
import io.migrationgate.core.injection.InjectionSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a new pod. */
final class PodAdmission {

  private static final String METADATA = "metadata";
  private static final String ANNOTATIONS = "annotations";
  private static final String WITHOUT = ": the pod starts without the gate";

  private final GateDirectory gates;
  private final Optional<GateImage> image;
  private final Supplier<ClusterAbilities> abilities;
  private final InstantSource clock;

  PodAdmission(
      GateDirectory gates,
      Optional<GateImage> image,
      Supplier<ClusterAbilities> abilities,
      InstantSource clock) {
    this.gates = gates;
    this.image = image;
    this.abilities = abilities;
    this.clock = clock;
  }

  Answer answer(PodReview review, Deadline deadline) {
    Optional<String> label = label(review);
    if (label.isEmpty()) {
      return Answer.unchanged();
    }
    GateName name = new GateName(review.namespace(), label.get());
    return switch (gates.find(name, deadline)) {
      case GateLookup.Found(MigrationGate gate) -> injected(review.pod(), name, gate);
      case GateLookup.Absent absent ->
          Answer.ungated(
              Answer.Outcome.NO_GATE,
              "there is no MigrationGate " + name.name() + " in " + name.namespace() + WITHOUT);
      case GateLookup.Unreadable(String why) ->
          Answer.ungated(
              Answer.Outcome.UNREADABLE,
              "MigrationGate " + name.name() + " could not be read, " + why + WITHOUT);
    };
  }

  private static Optional<String> label(PodReview review) {
    return review.creation()
            && review.pod().get(METADATA) instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels
            && labels.get(GateNames.LABEL) instanceof String label
            && !label.isEmpty()
        ? Optional.of(label)
        : Optional.empty();
  }

  private Answer injected(Map<String, @Nullable Object> pod, GateName name, MigrationGate gate) {
    if (image.isEmpty()) {
      return Answer.ungated(
          Answer.Outcome.FAILED,
          "the operator has not been told the gate's image, by migration-gate.image" + WITHOUT);
    }
    InjectionSettings settings;
    try {
      settings =
          new GateInjection(image.get(), abilities.get())
              .settings(name.name(), gate.getSpec(), started(gate));
    } catch (IllegalArgumentException | NullPointerException invalid) {
      return Answer.ungated(
          Answer.Outcome.UNFIT,
          "MigrationGate " + name.name() + " is not valid, " + invalid.getMessage() + WITHOUT);
    }
    try {
      Injected injected = new Injection(settings).into(pod);
      if (!injected.gated()) {
        return new Answer(
            Answer.Outcome.LEFT_ALONE,
            List.of(),
            injected.notes().stream().map(note -> "the pod " + note).toList());
      }
      Map<String, @Nullable Object> tree =
          AddedByOthers.kept(pod, annotated(injected.template(), gate));
      List<Map<String, @Nullable Object>> patch = JsonPatch.between(pod, tree);
      return new Answer(
          patch.isEmpty() ? Answer.Outcome.UNCHANGED : Answer.Outcome.INJECTED,
          patch,
          injected.notes());
    } catch (InjectionException unfit) {
      return Answer.ungated(
          Answer.Outcome.UNFIT,
          "MigrationGate " + name.name() + " does not fit, " + unfit.getMessage() + WITHOUT);
    }
  }

  private static List<StartedStatus> started(MigrationGate gate) {
    return gate.getStatus() == null ? List.of() : gate.getStatus().started();
  }

  /** What only a webhook knows: whose containers these are, and who lets the pod go at once. */
  private Map<String, @Nullable Object> annotated(
      Map<String, @Nullable Object> pod, MigrationGate gate) {
    Map<@Nullable Object, @Nullable Object> metadata = copy(pod.get(METADATA));
    Map<@Nullable Object, @Nullable Object> annotations = copy(metadata.get(ANNOTATIONS));
    annotations.put(GateNames.GATE_UID, gate.getMetadata().getUid());
    Instant now = clock.instant();
    // Somebody's own release of this pod is not taken back.
    if (!annotations.containsKey(GateNames.RELEASE)) {
      ActiveRelease.of(gate.getSpec(), pod, now)
          .ifPresent(
              release -> {
                annotations.put(GateNames.RELEASE, release.reason());
                annotations.put(GateNames.RELEASE_UNTIL, release.until());
              });
    }
    metadata.put(ANNOTATIONS, annotations);
    Map<String, @Nullable Object> annotated = new LinkedHashMap<>(pod);
    annotated.put(METADATA, metadata);
    return annotated;
  }

  private static Map<@Nullable Object, @Nullable Object> copy(@Nullable Object object) {
    return object instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
  }
}
