package io.migrationgate.operator.judgement;

import io.migrationgate.operator.observation.GatePod;
import java.util.Optional;

/**
 * What is to be said of one pod, and done about it.
 *
 * @param passed what its condition is to say; nothing while there is nothing to say
 * @param announcement what is to be told once, on the pod and on its workload
 * @param grounds why it may go, where it is held and may
 */
public record PodJudgement(
    GatePod pod,
    Optional<GatePod.PassedCondition> passed,
    Optional<Announcement> announcement,
    Optional<Grounds> grounds) {

  /**
   * An Event.
   *
   * @param reason one word in camel case
   */
  public record Announcement(boolean warning, String reason, String message) {}
}
