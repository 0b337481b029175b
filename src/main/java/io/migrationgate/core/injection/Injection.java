package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the gate into a pod, or renews it there. */
public final class Injection {

  private final InjectionSettings settings;

  public Injection(InjectionSettings settings) {
    this.settings = settings;
  }

  /**
   * The pod with the gate. What is not the gate's stays as it is, in its order; doing it twice is
   * doing it once.
   *
   * @throws InjectionException if the settings do not fit the pod
   */
  public Injected into(Map<String, @Nullable Object> template) throws InjectionException {
    PodTemplate pod = PodTemplate.of(Removal.of(template));
    if (pod.isForWindows()) {
      return new Injected(
          template, false, List.of("is for Windows, where the gate cannot run; it was left alone"));
    }
    ChainPlaces places = new ChainPlaces(pod, settings);
    DatabaseAccess access = new DatabaseAccess();
    for (InjectedDatabase database : settings.databases()) {
      access.add(database.address(), places.holder(database));
    }
    List<ManifestObject> containers = new GateContainers(settings, pod, places, access).all();

    Set<String> withoutPolicy = new TreeSet<>();
    ManifestObject spec = pod.spec();
    if (settings.recheckOnCrash()) {
      String policy = pod.spec().text("restartPolicy").orElse("Always");
      Set<String> names = places.containers().keySet();
      spec =
          spec.with(
              "containers", RestartRules.add(pod.appContainers(), names, policy, withoutPolicy));
    }
    spec =
        spec.with(
            "initContainers", Placement.of(containers, pod.initContainers(), settings.after()));
    List<ManifestObject> volumes = new ArrayList<>(pod.spec().objects("volumes"));
    volumes.addAll(GateVolumes.of(places, settings.source()));
    spec = spec.with("volumes", volumes);
    return new Injected(pod.with(metadata(pod, withoutPolicy), spec), true, notes(pod, access));
  }

  private ManifestObject metadata(PodTemplate pod, Set<String> withoutPolicy)
      throws InjectionException {
    boolean withoutLabel = settings.gate().isPresent() && !pod.labels().has(GateNames.LABEL);
    BeforeInjection before = BeforeInjection.of(pod, withoutLabel, withoutPolicy);
    ManifestObject annotations =
        pod.annotations().with(GateNames.INJECTED, GateNames.INJECTED_VALUE);
    if (!before.annotation().isEmpty()) {
      annotations = annotations.with(GateNames.BEFORE_INJECTION, before.annotation());
    }
    ManifestObject metadata = pod.metadata();
    if (withoutLabel) {
      metadata =
          metadata.with(
              "labels", pod.labels().with(GateNames.LABEL, settings.gate().orElseThrow()));
    }
    return metadata.with("annotations", annotations);
  }

  private List<String> notes(PodTemplate pod, DatabaseAccess access) throws InjectionException {
    List<String> notes = new ArrayList<>(access.notes());
    Optional<String> mesh = MeshNotice.of(pod, settings);
    mesh.ifPresent(notes::add);
    Optional<String> label = pod.labels().text(GateNames.LABEL);
    if (label.isPresent() && settings.gate().isPresent() && !label.equals(settings.gate())) {
      notes.add("is labelled for the gate " + label.get() + " already; the label was kept");
    }
    return notes;
  }
}
