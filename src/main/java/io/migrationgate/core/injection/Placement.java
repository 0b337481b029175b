package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;

/** Where among the init containers the gate stands: first, or right behind those it needs. */
final class Placement {

  private Placement() {}

  static List<ManifestObject> of(
      List<ManifestObject> gate, List<ManifestObject> others, List<String> after)
      throws InjectionException {
    int place = 0;
    for (String name : after) {
      place = Math.max(place, 1 + indexOf(name, others));
    }
    List<ManifestObject> all = new ArrayList<>(others);
    all.addAll(place, gate);
    return all;
  }

  private static int indexOf(String name, List<ManifestObject> containers)
      throws InjectionException {
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i).text("name").filter(name::equals).isPresent()) {
        return i;
      }
    }
    throw new InjectionException(
        "there is no init container "
            + name
            + " to come after"
            + (containers.isEmpty()
                ? "; there is none at all"
                : "; there are " + PodTemplate.names(containers)));
  }
}
