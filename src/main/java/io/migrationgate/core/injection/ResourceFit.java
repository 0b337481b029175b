package io.migrationgate.core.injection;

import java.util.Optional;

/** Resources for the gate's containers that leave the pod's quality of service what it is. */
final class ResourceFit {

  private static final String CPU = "250m";
  private static final String MEMORY = "64Mi";

  private ResourceFit() {}

  /** What to write as {@code resources}; nothing to leave them out. */
  static Optional<ManifestObject> of(GateResources asked, PodTemplate pod)
      throws InjectionException {
    return switch (asked) {
      case GateResources.Unnamed unnamed -> Optional.empty();
      case GateResources.Fixed(Optional<String> cpu, Optional<String> memory) ->
          Optional.of(equal(cpu, memory));
      case GateResources.Fitting fitting -> {
        // Where the pod has a budget as a whole, its containers need none of their own.
        boolean together = pod.spec().object("resources").fields().size() > 0;
        yield together || QosClass.of(pod) == QosClass.BEST_EFFORT
            ? Optional.empty()
            : Optional.of(equal(Optional.of(CPU), Optional.of(MEMORY)));
      }
    };
  }

  private static ManifestObject equal(Optional<String> cpu, Optional<String> memory) {
    ManifestObject amounts = ManifestObject.EMPTY;
    if (cpu.isPresent()) {
      amounts = amounts.with("cpu", cpu.get());
    }
    if (memory.isPresent()) {
      amounts = amounts.with("memory", memory.get());
    }
    return ManifestObject.EMPTY.with("requests", amounts).with("limits", amounts);
  }
}
