package io.migrationgate.operator.observation;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.HoldMessage;
import io.migrationgate.core.message.MessageReader;
import io.migrationgate.core.message.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads out of a pod what its gate has said, and how far it has come. */
public final class PodReading {

  /**
   * Labels that tell pods of one template from those of another, by the kind of their controller.
   */
  static final List<String> REVISION_LABELS =
      List.of("pod-template-hash", "rollouts-pod-template-hash", "controller-revision-hash");

  /** Containers that wait for these have not failed yet. */
  private static final Set<String> ON_ITS_WAY = Set.of("", "PodInitializing", "ContainerCreating");

  private static final Optional<String> TIMED_OUT = Optional.of("TimedOut");

  private PodReading() {}

  /** The pod; it must be labelled for a gate. */
  public static GatePod of(Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    Map<String, String> labels = metadata.getLabels();
    Map<String, String> annotations =
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
    return new GatePod(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        requireNonNull(labels.get(GateNames.LABEL)),
        Optional.ofNullable(annotations.get(GateNames.GATE_UID)),
        metadata.getOwnerReferences().stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .map(PodReading::controller)
            .findFirst(),
        REVISION_LABELS.stream().map(labels::get).filter(Objects::nonNull).findFirst(),
        time(metadata.getCreationTimestamp()),
        metadata.getDeletionTimestamp() != null
            || Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()),
        isReady(pod),
        images(pod),
        imageIds(pod),
        stage(pod),
        checked(pod),
        new GatePod.Release(
            annotations.getOrDefault(GateNames.RELEASE, ""),
            annotations.getOrDefault(GateNames.RELEASE_UNTIL, "")),
        passed(pod).map(PodReading::passed),
        passed(pod).map(PodCondition::getLastTransitionTime));
  }

  private static GatePod.Controller controller(OwnerReference owner) {
    return new GatePod.Controller(
        owner.getApiVersion(), owner.getKind(), owner.getName(), owner.getUid());
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static Map<String, String> images(Pod pod) {
    Map<String, String> images = new HashMap<>();
    for (Container container : pod.getSpec().getInitContainers()) {
      if (!GateNames.isContainer(container.getName())) {
        images.put(container.getName(), container.getImage());
      }
    }
    for (Container container : pod.getSpec().getContainers()) {
      images.put(container.getName(), container.getImage());
    }
    return images;
  }

  private static Map<String, String> imageIds(Pod pod) {
    Map<String, String> ids = new HashMap<>();
    for (ContainerStatus status : pod.getStatus().getInitContainerStatuses()) {
      if (!GateNames.isContainer(status.getName())) {
        ids.put(status.getName(), text(status.getImageID()));
      }
    }
    for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
      ids.put(status.getName(), text(status.getImageID()));
    }
    ids.values().removeIf(String::isEmpty);
    return ids;
  }

  private static Optional<PodCondition> passed(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(GateNames.PASSED))
        .findFirst();
  }

  private static GatePod.PassedCondition passed(PodCondition condition) {
    return new GatePod.PassedCondition(
        condition.getStatus(), text(condition.getReason()), text(condition.getMessage()));
  }

  private static Optional<Duration> checked(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(status -> status.getName().equals(GateNames.CHECK) && status.getState() != null)
        .flatMap(status -> Optional.ofNullable(ended(status)).stream())
        .filter(end -> end.getStartedAt() != null && end.getFinishedAt() != null)
        .map(end -> Duration.between(time(end.getStartedAt()), time(end.getFinishedAt())))
        .findFirst();
  }

  private static PodStage stage(Pod pod) {
    if (pod.getSpec().getInitContainers().stream()
        .noneMatch(container -> container.getName().equals(GateNames.CHECK))) {
      return new PodStage.Ungated(failure(pod));
    }
    Map<String, ContainerStatus> gate = new HashMap<>();
    for (ContainerStatus status : pod.getStatus().getInitContainerStatuses()) {
      if (GateNames.isContainer(status.getName()) && status.getState() != null) {
        gate.put(status.getName(), status);
      }
    }
    ContainerStatus hold = gate.get(GateNames.HOLD);
    ContainerStateTerminated check = ended(gate.get(GateNames.CHECK));
    if (check != null && hold != null) {
      GateMessage verdict = MessageReader.read(text(check.getMessage()));
      if (hold.getState().getRunning() != null) {
        // After a pass it is about to end by itself.
        if (verdict.outcome() == Outcome.PASS) {
          return new PodStage.Judging();
        }
        return new PodStage.Held(verdict, time(hold.getState().getRunning().getStartedAt()));
      }
      Optional<PodStage> end = end(verdict, hold);
      if (end.isPresent()) {
        return end.get();
      }
    }
    return gate.values().stream()
        .flatMap(status -> stuck(status).stream())
        .findFirst()
        .orElse(new PodStage.Judging());
  }

  private static @Nullable ContainerStateTerminated ended(@Nullable ContainerStatus status) {
    return status == null ? null : status.getState().getTerminated();
  }

  /** How {@code hold} came to its end by itself; one that was killed starts again. */
  private static Optional<PodStage> end(GateMessage verdict, ContainerStatus hold) {
    ContainerStateTerminated now = hold.getState().getTerminated();
    if (now != null && now.getExitCode() == 0) {
      String word = HoldMessage.word(text(now.getMessage())).orElse("");
      return Optional.of(new PodStage.LetGo(verdict, word, time(now.getFinishedAt())));
    }
    ContainerStateTerminated last =
        now != null || hold.getLastState() == null ? now : hold.getLastState().getTerminated();
    return last != null && HoldMessage.word(text(last.getMessage())).equals(TIMED_OUT)
        ? Optional.of(new PodStage.GaveUp(verdict, time(last.getFinishedAt())))
        : Optional.empty();
  }

  /** A container of the gate that the kubelet cannot start, or that was called wrongly. */
  private static Optional<PodStage> stuck(ContainerStatus status) {
    ContainerState state = status.getState();
    if (state.getWaiting() == null || ON_ITS_WAY.contains(text(state.getWaiting().getReason()))) {
      return Optional.empty();
    }
    ContainerState last = status.getLastState();
    String said =
        last == null || last.getTerminated() == null
            ? text(state.getWaiting().getMessage())
            : text(last.getTerminated().getMessage());
    return Optional.of(
        new PodStage.Stuck(
            text(state.getWaiting().getReason()), status.getName() + ": " + said.strip()));
  }

  private static Optional<MigrationFailure> failure(Pod pod) {
    Optional<MigrationFailure> found = Optional.empty();
    for (ContainerStatus status : pod.getStatus().getInitContainerStatuses()) {
      found = found.or(() -> failure(status));
    }
    for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
      found = found.or(() -> failure(status));
    }
    return found;
  }

  /**
   * Of a container that is down now, or has been started again and is not ready yet. Once it is,
   * what it died of earlier has been got over.
   */
  private static Optional<MigrationFailure> failure(ContainerStatus status) {
    ContainerState state = status.getState();
    if (state == null || (state.getRunning() != null && Boolean.TRUE.equals(status.getReady()))) {
      return Optional.empty();
    }
    ContainerStateTerminated end =
        state.getTerminated() != null || status.getLastState() == null
            ? state.getTerminated()
            : status.getLastState().getTerminated();
    return end == null || end.getExitCode() == 0 || end.getMessage() == null
        ? Optional.empty()
        : MigrationFailure.in(status.getName(), end.getMessage());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Instant time(@Nullable String time) {
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }
}
