package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;

/** A pod's quality of service class; every container counts, those of the gate as well. */
enum QosClass {
  BEST_EFFORT,
  BURSTABLE,
  GUARANTEED;

  private static final List<String> COUNTED = List.of("cpu", "memory");

  static QosClass of(PodTemplate pod) throws InjectionException {
    List<ManifestObject> containers = new ArrayList<>(pod.appContainers());
    containers.addAll(pod.initContainers());
    boolean any = false;
    boolean all = true;
    for (ManifestObject container : containers) {
      ManifestObject limits = container.object("resources").object("limits");
      ManifestObject requests = container.object("resources").object("requests");
      for (String counted : COUNTED) {
        any |= limits.has(counted) || requests.has(counted);
        // A request that is not there is taken from the limit.
        all &=
            limits.has(counted)
                && (!requests.has(counted)
                    || String.valueOf(limits.value(counted))
                        .equals(String.valueOf(requests.value(counted))));
      }
    }
    return !any ? BEST_EFFORT : all ? GUARANTEED : BURSTABLE;
  }
}
