package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many probes may run at once, in the cluster and of one gate. */
final class ProbeBudget {

  /** A pod that was made shows up in the cache within moments, or was never made. */
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(30);

  private final ProbePods pods;
  private final ForecastSettings settings;
  private final Map<String, Instant> justMade = new ConcurrentHashMap<>();

  ProbeBudget(ProbePods pods, ForecastSettings settings) {
    this.pods = pods;
    this.settings = settings;
  }

  /**
   * Takes a place, if there is one; it is given back by the probe's end.
   *
   * @param uid of the gate, which has one at a time
   * @param pod the probe's namespace and name
   */
  synchronized boolean take(String uid, String pod, Instant now) {
    justMade.values().removeIf(made -> made.plus(UNTIL_SEEN).isBefore(now));
    Set<String> running = new HashSet<>(justMade.keySet());
    boolean ofGate = false;
    for (Pod probe : pods.all()) {
      String name = name(probe);
      if (ProbeEnd.of(probe, settings.deadline(), now).isEmpty()) {
        running.add(name);
        ofGate |=
            probe.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(uid));
      } else {
        running.remove(name);
      }
    }
    if (ofGate || running.contains(pod) || running.size() >= settings.atOnce()) {
      return false;
    }
    justMade.put(pod, now);
    return true;
  }

  /** Gives back a place that came to nothing. */
  void giveBack(String pod) {
    justMade.remove(pod);
  }

  static String name(Pod probe) {
    return probe.getMetadata().getNamespace() + "/" + probe.getMetadata().getName();
  }
}
