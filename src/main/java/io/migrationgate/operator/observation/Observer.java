package io.migrationgate.operator.observation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.migrationgate.operator.observation.WorkloadSource.Generation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees what a gate's pods say and what they belong to. A workload is asked for once, and again when
 * it has got a pod of another generation: where nothing changes, nothing is asked.
 */
@ApplicationScoped
public class Observer {

  /** Of pods of one generation, and of workloads that number none, the youngest is the newest. */
  private static final Comparator<GatePod> BY_AGE =
      Comparator.comparing(GatePod::created).thenComparing(GatePod::name);

  private final WorkloadSource source;
  private final Clock clock;
  private final Map<String, Known> knownByGate = new ConcurrentHashMap<>();

  Observer(WorkloadSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The pods of one gate, as they stand in the cache. */
  public Observation observe(String gateUid, Collection<Pod> pods) {
    List<GatePod> present =
        pods.stream().map(PodReading::of).filter(pod -> !pod.leaving()).sorted(BY_AGE).toList();
    Known before = knownByGate.getOrDefault(gateUid, Known.NOTHING);
    Known now = known(present, before);
    knownByGate.put(gateUid, now);
    Map<String, Workload> workloads = new HashMap<>();
    for (GatePod pod : present) {
      String workload = of(pod, now.generations).workload().uid();
      workloads.put(pod.uid(), requireNonNull(now.workloads.get(workload)));
    }
    return new Observation(present, workloads, clock.instant());
  }

  /** Drops what was kept of a gate that is gone. */
  public void forget(String gateUid) {
    knownByGate.remove(gateUid);
  }

  private Known known(List<GatePod> pods, Known before) {
    Map<String, Generation> generations = new HashMap<>();
    // Of pods with the same controller, the first that is new asks for all that are.
    Map<String, Generation> asked = new HashMap<>();
    for (GatePod pod : pods) {
      generations.put(
          pod.uid(),
          before
              .generationOf(pod)
              .orElseGet(() -> asked.computeIfAbsent(maker(pod), uid -> source.generationOf(pod))));
    }
    Map<String, List<GatePod>> byWorkload =
        pods.stream().collect(groupingBy(pod -> of(pod, generations).workload().uid()));
    Map<String, Workload> workloads = new HashMap<>();
    Map<String, Generation> newest = new HashMap<>();
    byWorkload.forEach(
        (uid, members) -> {
          Workload known = before.workloads.get(uid);
          boolean unchanged = members.stream().noneMatch(pod -> asked.containsKey(maker(pod)));
          Workload workload = known != null && unchanged ? known : workload(members, generations);
          workloads.put(uid, workload);
          members.stream()
              .filter(pod -> pod.revision().equals(workload.newest()))
              .forEach(pod -> newest.put(maker(pod), of(pod, generations)));
        });
    return new Known(generations, newest, workloads);
  }

  private static String maker(GatePod pod) {
    return pod.controller().map(GatePod.Controller::uid).orElse(pod.uid());
  }

  private Workload workload(List<GatePod> pods, Map<String, Generation> generations) {
    Workload.Reference reference = of(pods.getFirst(), generations).workload();
    Comparator<GatePod> byGeneration =
        Comparator.comparing(pod -> of(pod, generations).number().orElse(0L));
    Optional<String> newest =
        source
            .updateRevisionOf(reference)
            .or(() -> pods.stream().max(byGeneration.thenComparing(BY_AGE)).get().revision());
    return new Workload(reference, source.oldPodsOf(reference), newest);
  }

  private static Generation of(GatePod pod, Map<String, Generation> generations) {
    return requireNonNull(generations.get(pod.uid()));
  }

  /**
   * What is kept of one gate from one look to the next.
   *
   * @param generations by the pods' uids
   * @param newest generations that their workloads are to run now, by the uid of what makes pods
   * @param workloads by their uids
   */
  private record Known(
      Map<String, Generation> generations,
      Map<String, Generation> newest,
      Map<String, Workload> workloads) {

    static final Known NOTHING = new Known(Map.of(), Map.of(), Map.of());

    /**
     * What is known of a pod, or of its siblings. A new pod of a former generation is a rollback,
     * of which nothing is known yet.
     */
    Optional<Generation> generationOf(GatePod pod) {
      return Optional.ofNullable(generations.get(pod.uid()))
          .or(() -> Optional.ofNullable(newest.get(maker(pod))).filter(known -> runs(pod, known)));
    }

    private boolean runs(GatePod pod, Generation known) {
      return requireNonNull(workloads.get(known.workload().uid())).newest().equals(pod.revision());
    }
  }
}
