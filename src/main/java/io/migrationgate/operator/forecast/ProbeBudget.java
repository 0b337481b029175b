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
  private final Map<String, Made> justMade = new ConcurrentHashMap<>();

  ProbeBudget(ProbePods pods, ForecastSettings settings) {
    this.pods = pods;
    this.settings = settings;
  }

  /** One that may not be in the cache yet. */
  private record Made(String gateUid, Instant at) {}

  /**
   * Takes a place, if there is one; it is given back by the probe's end.
   *
   * @param uid of the gate, which has one at a time
   * @param pod the probe's namespace and name
   */
  synchronized boolean take(String uid, String pod, Instant now) {
    justMade.values().removeIf(made -> made.at.plus(UNTIL_SEEN).isBefore(now));
    Set<String> running = new HashSet<>();
    boolean ofGate = false;
    for (Pod probe : pods.all()) {
      String name = name(probe);
      justMade.remove(name);
      if (ProbeEnd.of(probe, settings.deadline(), now).isEmpty()) {
        running.add(name);
        ofGate |=
            probe.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(uid));
      }
    }
    running.addAll(justMade.keySet());
    ofGate |= justMade.values().stream().anyMatch(made -> made.gateUid.equals(uid));
    if (ofGate || running.contains(pod) || running.size() >= settings.atOnce()) {
      return false;
    }
    justMade.put(pod, new Made(uid, now));
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
