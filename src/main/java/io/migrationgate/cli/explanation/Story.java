package io.migrationgate.cli.explanation;

import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.PodStage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known.
 *
 * @param title of what was asked for
 * @param gate which the pods are labelled for; none where the cluster does not have it
 * @param gateName what the pods are labelled with; empty where they are not
 */
public record Story(
    String title,
    String namespace,
    Optional<MigrationGate> gate,
    String gateName,
    List<PodInStory> pods,
    Instant now) {

  public Story {
    pods = List.copyOf(pods);
  }

  /** A pod, and what it belongs to as people write it. */
  public record PodInStory(GatePod pod, String owner) {}

  /** Those that wait in front of their app. */
  List<PodInStory> held() {
    return pods.stream().filter(pod -> pod.pod().stage() instanceof PodStage.Held).toList();
  }
}
