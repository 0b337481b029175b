package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.core.message.MessageReader;
import io.migrationgate.operator.judgement.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads out of a probe pod what it has found, or why it never will. */
final class ProbeEnd {

  /** The kubelet tries these again, and nothing comes of it before somebody does something. */
  private static final Set<String> HOPELESS =
      Set.of(
          "ErrImageNeverPull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ImageInspectError",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /** A kubelet may be late to end a pod, or not there any more. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private ProbeEnd() {}

  /** Nothing while it may still come to a verdict. */
  static Optional<ProbeStatus> of(Pod probe, Duration deadline, Instant now) {
    String key = keyOf(probe);
    String image = probe.getMetadata().getAnnotations().getOrDefault(ProbeMaker.IMAGE, "");
    return switch (Objects.requireNonNullElse(probe.getStatus().getPhase(), "Pending")) {
      case "Succeeded" -> Optional.of(verdict(probe, key, image));
      case "Failed" -> Optional.of(failed(probe, key, image));
      default -> waiting(probe, key, image, deadline, now);
    };
  }

  /** What it was made for. */
  static String keyOf(Pod probe) {
    return probe.getMetadata().getAnnotations().getOrDefault(ProbeMaker.KEY, "");
  }

  private static ProbeStatus verdict(Pod probe, String key, String image) {
    Optional<ContainerStateTerminated> check =
        probe.getStatus().getContainerStatuses().stream()
            .filter(status -> status.getName().equals(GateNames.CHECK))
            .flatMap(status -> Stream.ofNullable(status.getState().getTerminated()))
            .findFirst();
    Outlook said =
        Outlook.of(
            MessageReader.read(check.map(ContainerStateTerminated::getMessage).orElse("")), image);
    return new ProbeStatus(
        key,
        image,
        said.expectation().verdict(),
        said.reason(),
        Wording.limited(said.message(), Wording.LONGEST),
        check.map(ContainerStateTerminated::getFinishedAt).orElseGet(() -> created(probe)));
  }

  private static ProbeStatus failed(Pod probe, String key, String image) {
    Optional<ContainerStatus> broken =
        all(probe)
            .filter(status -> status.getState().getTerminated() != null)
            .filter(status -> status.getState().getTerminated().getExitCode() != 0)
            .findFirst();
    String why =
        broken
            .map(
                status ->
                    "its container %s has ended with %d. %s"
                        .formatted(
                            status.getName(),
                            status.getState().getTerminated().getExitCode(),
                            text(status.getState().getTerminated().getMessage())))
            .orElse(text(probe.getStatus().getMessage()));
    return unknown(
        probe, key, image, text(probe.getStatus().getReason()), "the probe pod has failed: " + why);
  }

  private static Optional<ProbeStatus> waiting(
      Pod probe, String key, String image, Duration deadline, Instant now) {
    Optional<ContainerStatus> hopeless =
        all(probe)
            .filter(status -> status.getState().getWaiting() != null)
            .filter(status -> HOPELESS.contains(text(status.getState().getWaiting().getReason())))
            .findFirst();
    if (hopeless.isPresent()) {
      ContainerStateWaiting state = hopeless.get().getState().getWaiting();
      return Optional.of(
          unknown(
              probe,
              key,
              image,
              text(state.getReason()),
              "the probe pod cannot start: " + text(state.getMessage())));
    }
    if (Instant.parse(created(probe)).plus(deadline).plus(GRACE).isAfter(now)) {
      return Optional.empty();
    }
    String why =
        probe.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("PodScheduled"))
            .filter(condition -> condition.getStatus().equals("False"))
            .map(PodCondition::getMessage)
            .findFirst()
            .orElse("it has not come to an end in time");
    return Optional.of(unknown(probe, key, image, "", "the probe pod was given up: " + why));
  }

  private static ProbeStatus unknown(
      Pod probe, String key, String image, String reason, String message) {
    return new ProbeStatus(
        key,
        image,
        VerdictWord.UNKNOWN,
        reason.isEmpty() ? "ProbeFailed" : reason,
        Wording.limited(message.strip(), Wording.LONGEST),
        created(probe));
  }

  private static Stream<ContainerStatus> all(Pod probe) {
    return Stream.concat(
            probe.getStatus().getInitContainerStatuses().stream(),
            probe.getStatus().getContainerStatuses().stream())
        .filter(status -> status.getState() != null);
  }

  private static String created(Pod probe) {
    return probe.getMetadata().getCreationTimestamp();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
