package io.migrationgate.operator.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A pod that is labelled for a gate.
 *
 * @param gate the gate's name, in the same namespace
 * @param gateUid of the gate whose webhook put it in; none where somebody did by hand
 * @param controller what made the pod, if anything did
 * @param revision of its controller's template
 * @param mainContainer the container that is meant where nobody names one, if there is one
 * @param images of its containers, by their names; the gate's own left out
 * @param imageIds what the kubelet made of those, as far as it has got them
 * @param checked how long its check took, once it has
 * @param release what its annotations say of letting it go; empty where nothing
 * @param passed the gate's condition on the pod as it stands
 * @param passedSince when its status last changed
 */
public record GatePod(
    String namespace,
    String name,
    String uid,
    String gate,
    Optional<String> gateUid,
    Optional<Controller> controller,
    Optional<String> revision,
    Instant created,
    boolean leaving,
    boolean ready,
    Optional<String> mainContainer,
    Map<String, String> images,
    Map<String, String> imageIds,
    PodStage stage,
    Optional<Duration> checked,
    Release release,
    Optional<PassedCondition> passed,
    Optional<String> passedSince) {

  public GatePod {
    images = Map.copyOf(images);
    imageIds = Map.copyOf(imageIds);
  }

  /** Whether it would be held, if anybody were. */
  public boolean onlyAudited() {
    return stage instanceof PodStage.LetGo letGo && letGo.word().equals(PodStage.LetGo.AUDITED);
  }

  /** The owner that controls a pod. */
  public record Controller(String apiVersion, String kind, String name, String uid) {}

  /** What is asked of {@code hold} by annotation; both are empty where nothing is. */
  public record Release(String reason, String until) {
    public static final Release NONE = new Release("", "");
  }

  /** What the condition {@code migrationgate.io/Passed} says. */
  public record PassedCondition(String status, String reason, String message) {}
}
